/** Freezing figures and certifying scenarios: the pure parts put together with the digest. */
import { createHash } from 'node:crypto';
import { canonicalJson } from '../../kernel/canonical.js';
import { type CertificateFault, faultsOfCertificate } from './certificate.checker.js';
import { certificateOf } from './certificate.rules.js';
import type { FrozenInputs, ScenarioRow } from './inputs.rules.js';

/** The text that is kept and its SHA-256. */
export interface Frozen {
  content: string;
  hash: Buffer;
}

export function freeze(inputs: FrozenInputs): Frozen {
  const content = canonicalJson(inputs);
  return { content, hash: sha256(content) };
}

export function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

interface Certified {
  /** null when the checker found a fault. */
  certificate: string | null;
  faults: CertificateFault[];
}

/** Writes the certificate and has it checked by the one who does not know how it was written. */
export function certified({ content, hash }: Frozen, rows: readonly ScenarioRow[]): Certified {
  const certificate = certificateOf(hash.toString('hex'), JSON.parse(content) as FrozenInputs, rows);
  const faults = faultsOfCertificate(content, certificate);
  return { certificate: faults.length === 0 ? certificate : null, faults };
}
