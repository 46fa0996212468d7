/** How many wrong passwords are answered before the next one has to wait. Pure. */

export const attemptWindowSeconds = 600;
/** Per user name: nobody types their own wrong ten times in ten minutes. */
export const failuresPerNameMax = 10;
/** Per address: many people may sit behind one, and one machine may try many names. */
export const failuresPerAddressMax = 50;

/**
 * What counts as one address. Whoever has an IPv6 address has 2^64 of them, so there it is the network (/64).
 * @param remote of the socket. A header that says something else can be written by anybody and is not asked; behind a
 *   proxy the limit therefore holds for the proxy.
 */
export function addressGroup(remote: string | undefined): string {
  const address = (remote ?? '').split('%', 1)[0]!.toLowerCase();
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(address)?.[1];
  if (mapped !== undefined || !address.includes(':')) return mapped ?? address;
  const [head = '', tail = ''] = address.split('::');
  const groups = (part: string): string[] => (part === '' ? [] : part.split(':'));
  const missing = Math.max(0, 8 - groups(head).length - groups(tail).length);
  const all = [...groups(head), ...Array.from({ length: missing }, () => '0'), ...groups(tail)];
  return `${all
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')}::/64`;
}
