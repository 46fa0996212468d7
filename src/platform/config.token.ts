/** Injection token of the settings (`Config` is an interface, and Nest needs a value). Kept apart so that nothing imports a module for it. */
export const CONFIG = Symbol('CONFIG');
