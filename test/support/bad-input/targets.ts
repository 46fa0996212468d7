/** Every target by the name the rows use. */
import { fieldTargets } from './field-targets.js';
import { fileTargets } from './file-targets.js';
import { httpTargets } from './http-targets.js';
import { everyLength } from './length-sweep.js';
import { moneyTargets } from './money-targets.js';
import { everyObject } from './property-sweep.js';
import { raceTargets } from './race-targets.js';
import { repeatTargets } from './repeat-targets.js';
import { everyString } from './sweep.js';
import type { Targets } from './target.js';
import { textTargets } from './text-targets.js';
import { timeTargets } from './time-targets.js';
import { everyType } from './type-sweep.js';
import { everyVersion } from './version-sweep.js';

export const targets: Targets = {
  ...httpTargets,
  ...moneyTargets,
  ...textTargets,
  ...fieldTargets,
  ...repeatTargets,
  ...raceTargets,
  ...timeTargets,
  ...fileTargets,
  'every-string': everyString,
  'every-type': everyType,
  'every-length': everyLength,
  'every-object': everyObject,
  'every-version': everyVersion,
};
