/** The order of the modules is said in four places; here they are held together. And what the code may not contain. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const require = createRequire(import.meta.url);
const root = process.cwd();

function filesUnder(folder: string, ending: RegExp): string[] {
  return readdirSync(join(root, folder)).flatMap((name) => {
    const path = `${folder}/${name}`;
    return statSync(join(root, path)).isDirectory() ? filesUnder(path, ending) : ending.test(name) ? [path] : [];
  });
}

const ruleFile = readFileSync(join(root, '.dependency-cruiser.cjs'), 'utf8');
const ruleOrder = [...(/const order = \[([^\]]*)\]/.exec(ruleFile)?.[1] ?? '').matchAll(/'([a-z]+)'/g)].map(
  (match) => match[1] as string,
);
const folders = readdirSync(join(root, 'src')).filter((name) => statSync(join(root, 'src', name)).isDirectory());

test('every folder of src has its place in the dependency rule', () => {
  expect(folders.filter((folder) => !ruleOrder.includes(folder))).toEqual([]);
});

test('the README map tells the same order', () => {
  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  const map = [...readme.matchAll(/^ *(?:src\/)?([a-z]+)\/ {2,}\S/gm)]
    .map((match) => match[1] as string)
    .filter((name) => ruleOrder.includes(name));
  expect(map).toEqual(ruleOrder);
});

test('the application module imports the modules in that order', () => {
  const source = readFileSync(join(root, 'src/app.module.ts'), 'utf8');
  const list = [...(/const modules = \[([^\]]*)\]/.exec(source)?.[1] ?? '').matchAll(/(\w+)Module/g)].map((match) =>
    (match[1] as string).toLowerCase(),
  );
  expect(list).toEqual(ruleOrder.filter((name) => list.includes(name)));
  const withModule = folders.filter(
    (folder) =>
      folder !== 'platform' && readdirSync(join(root, 'src', folder)).some((name) => name.endsWith('.module.ts')),
  );
  expect(list).toEqual(ruleOrder.filter((name) => withModule.includes(name)));
});

/** Each ban names what to use instead, and a line that must be caught, so that no rule sleeps. */
const bans: readonly { pattern: RegExp; instead: string; probe: string; where: RegExp; except?: RegExp }[] = [
  {
    pattern: /\bparseFloat\(|\.toFixed\(/,
    instead: 'Money from the kernel',
    probe: 'parseFloat(text)',
    where: /^src\//,
    except: /^src\/kernel\/money\.ts$|^src\/doctor\.ts$/,
  },
  {
    pattern: /Math\.(round|floor|ceil)\([^)]*(ore|amount|money)/i,
    instead: 'Money.split',
    probe: 'Math.round(amountOre / 2)',
    where: /^src\//,
  },
  {
    pattern: /Number\([^)]*([oO]re\b|amount)/,
    instead: 'Money or bigint',
    probe: 'Number(row.requested_ore)',
    where: /^src\//,
  },
  {
    pattern: /\bDate\.now\(\)|new Date\(\)/,
    instead: 'clock_timestamp() in SQL',
    probe: 'const a = Date.now()',
    where: /^src\/(?!platform\/)/,
    except: /^src\/doctor\.ts$/,
  },
  {
    pattern: /forwardRef\(/,
    instead: 'an event, or a handler registered with the earlier module',
    probe: 'forwardRef(() => X)',
    where: /^src\//,
  },
  {
    pattern: /\b(describe|it|test)\.(only|skip)\(|\bxit\(|\bfdescribe\(/,
    instead: 'a test that runs',
    probe: "it.only('x')",
    where: /^(src|test)\//,
  },
  { pattern: /HttpException\(/, instead: 'DomainError', probe: 'throw new HttpException("x", 400)', where: /^src\// },
  { pattern: /\bsynchronize: true/, instead: 'a migration', probe: 'synchronize: true', where: /^src\// },
  {
    pattern: /@ts-ignore|@ts-nocheck/,
    instead: 'a type that says what is true',
    probe: '// @ts-ignore',
    where: /^(src|test)\//,
  },
  {
    pattern: /setTimeout\([^,]+,\s*\d{3,}\)\)?;?\s*\/\/ wait|\bsleep\(/,
    instead: 'a bounded wait for what is awaited',
    probe: 'await sleep(100)',
    where: /^test\//,
  },
];

describe('what the code may not contain', () => {
  const sources = [...filesUnder('src', /\.ts$/), ...filesUnder('test', /\.ts$/)].filter(
    (path) => path !== 'test/architecture.spec.ts',
  );
  test.each(bans)('$pattern: use $instead', ({ pattern, probe, where, except }) => {
    expect(pattern.test(probe)).toBe(true);
    const offenders = sources
      .filter((path) => where.test(path) && !except?.test(path))
      .flatMap((path) =>
        readFileSync(join(root, path), 'utf8')
          .split('\n')
          .flatMap((line, index) =>
            pattern.test(line) && !/^\s*(\*|\/\/|\/\*)/.test(line) ? [`${path}:${index + 1}: ${line.trim()}`] : [],
          ),
      );
    expect(offenders).toEqual([]);
  });
});

test('every number that names a promise or a part of the worked case is explained', () => {
  const page = readFileSync(join(root, 'docs/invariants.md'), 'utf8');
  // A row may explain several: "A-04, A-05" and "A-08 … A-10".
  const heads = [...page.matchAll(/^\| ([MDAFJ]-?\d\d?.*?) *\|/gm)].map((match) => match[1] as string);
  const explained = new Set(heads.flatMap((head) => head.split(', ')).flatMap(span));
  const named = /\b(?:A-\d\d|[MDAFJ]\d\d?)\b/g;
  const unexplained = (text: string): string[] =>
    text.split('\n').flatMap((line) =>
      // In code only where it is meant as one: in a comment, in the name of a check, as a legal source.
      /\/\*|^ *\*|\/\/|name: '|source: '|describe\(|it\(/.test(line) ? (line.match(named) ?? []) : [],
    );
  const missing = filesUnder('src', /(?<!\.spec)\.ts$/).flatMap((path) =>
    unexplained(readFileSync(join(root, path), 'utf8'))
      .filter((code) => !explained.has(code))
      .map((code) => `${path}: ${code}`),
  );
  expect(unexplained(`// kept by M99`)).toEqual(['M99']);
  expect(missing).toEqual([]);
});

/** "A-08 … A-10" is three. */
function span(head: string): string[] {
  const [first = '', last] = head.split(' … ');
  if (last === undefined) return [first];
  const number = (code: string): number => Number(/\d+$/.exec(code)?.[0]);
  const width = /\d+$/.exec(first)?.[0].length ?? 0;
  return Array.from({ length: number(last) - number(first) + 1 }, (_, index) =>
    first.replace(/\d+$/, String(number(first) + index).padStart(width, '0')),
  );
}

test('every DTO has a name of its own: the description of the API files them by name alone', () => {
  const names = filesUnder('src', /(?<!\.spec)\.ts$/).flatMap((path) =>
    [...readFileSync(join(root, path), 'utf8').matchAll(/^(?:export )?(?:abstract )?class (\w+Dto)\b/gm)].map(
      (match) => match[1] as string,
    ),
  );
  expect(names.length).toBeGreaterThan(100);
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
});

test('no column and no TypeScript type of money is a floating number', () => {
  const entity = [...filesUnder('migrations', /\.ts$/)]
    .map((path) => readFileSync(join(root, path), 'utf8'))
    .join('\n');
  expect(entity.match(/_ore (numeric|float\d?|double precision|real|integer|int)\b/g)).toBeNull();
});

test('package.json pins every version', () => {
  const { dependencies, devDependencies, optionalDependencies } = require(join(root, 'package.json')) as Record<
    string,
    Record<string, string>
  >;
  const loose = Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies }).filter(
    ([, version]) => !/^\d/.test(version),
  );
  expect(loose).toEqual([]);
});
