/** Writes an empty migration, `npm run migration:new add-something`, and adds it last in the list that every process runs. */
import { readFileSync, writeFileSync } from 'node:fs';

const name = process.argv[2] ?? '';
if (!/^[a-z]+(-[a-z0-9]+)+$/.test(name)) {
  console.error(`Give the migration a verb and a noun joined by hyphens, e.g. add-meeting-room; got '${name}'.`);
  process.exit(2);
}
const stamp = String(Date.now());
const className = `${name.replaceAll(/(^|-)([a-z0-9])/g, (_all, _hyphen, letter) => letter.toUpperCase())}${stamp}`;
const file = `migrations/${stamp}-${name}.ts`;
writeFileSync(
  file,
  `/** Why: say in one sentence what was wrong or missing. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ${className} implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(\`\`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(\`\`);
  }
}
`,
);
const list = 'src/platform/database/migrations.ts';
const source = readFileSync(list, 'utf8')
  .replace(
    '\nexport const migrations',
    `import { ${className} } from '../../../${file.replace(/\.ts$/, '.js')}';\n\nexport const migrations`,
  )
  .replace(/\n];\n$/, `\n  ${className},\n];\n`);
writeFileSync(list, source);
console.log(`${file}\nNow give new tables their grants in src/platform/database/grants.ts.`);
