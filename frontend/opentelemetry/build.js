// Bundles entry.ts for the page, and collects the licences of what is in the bundle.
import { build } from 'esbuild';
import { copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';

const APP = '../src/main/resources/web/app';

const { metafile } = await build({
  entryPoints: ['entry.ts'],
  outfile: `${APP}/opentelemetry.js`,
  bundle: true,
  format: 'esm',
  target: 'es2022',
  // The build of the page minifies it; what is committed stays readable.
  minifySyntax: true,
  legalComments: 'none',
  banner: { js: '// Built from frontend/opentelemetry by `make web-libraries`; licences in its THIRD-PARTY.txt.' },
  metafile: true,
});
copyFileSync('entry.ts', `${APP}/opentelemetry.d.ts`);

const [output] = Object.values(metafile.outputs);
const folders = Object.entries(output.inputs)
  .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
  .map(([file]) => file.match(/^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/)?.[0])
  .filter(Boolean);
const licences = new Map();
for (const folder of [...new Set(folders)].sort()) {
  const { name, version, license } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'));
  const text = readFileSync(`${folder}/LICENSE`, 'utf8').replaceAll('\r', '').trim();
  licences.set(text, [...(licences.get(text) ?? []), `${name} ${version} (${license})`]);
  if (existsSync(`${folder}/NOTICE`)) {
    throw new Error(`${folder} has a NOTICE, which belongs into THIRD-PARTY.txt`);
  }
}
writeFileSync(
  'THIRD-PARTY.txt',
  [...licences].map(([text, packages]) => `${packages.join('\n')}\n\n${text}\n`).join(`\n${'-'.repeat(80)}\n\n`),
);
