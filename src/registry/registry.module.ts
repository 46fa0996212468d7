/**
 * Matters with gap-free registration numbers per authority and year, documents numbered within the matter, immutable
 * versions with their SHA-256, secrecy markings, and other authorities' numbers for the same thing.
 * Owns what is registered and who may see it. Does not own what a document says, nor what is decided in a matter.
 */
import { Module } from '@nestjs/common';
import { Checks } from '../platform/checks.js';
import { FileStore } from '../platform/files/file-store.js';
import { FormsWithFiles } from './forms-with-files.service.js';
import { registryChecks } from './registry.checks.js';
import { RegistryController } from './registry.controller.js';
import { RegistryQueries } from './registry.queries.js';
import { Registry } from './registry.service.js';
import { secrecyChecks } from './secrecy.checks.js';
import { SecrecyController } from './secrecy.controller.js';
import { SecrecyMarkings } from './secrecy.service.js';
import { Uploads } from './uploads.service.js';

@Module({
  controllers: [RegistryController, SecrecyController],
  providers: [Registry, RegistryQueries, SecrecyMarkings, Uploads, FormsWithFiles, FileStore],
  exports: [Registry, RegistryQueries, SecrecyMarkings, Uploads, FormsWithFiles, FileStore],
})
export class RegistryModule {
  constructor(checks: Checks) {
    checks.add(registryChecks);
    checks.add(secrecyChecks);
  }
}
