#!/usr/bin/env node
// As much of `gh` as docs/ci.md uses: comments of one pull request, kept in the file that GH_COMMENTS names.
import { readFileSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';

const file = process.env.GH_COMMENTS;
const comments = JSON.parse(readFileSync(file, 'utf8'));
const save = () => writeFileSync(file, JSON.stringify(comments));
const args = process.argv.slice(2);
const after = (flag) => args[args.indexOf(flag) + 1];
const body = (path) => {
  const text = readFileSync(path, 'utf8');
  if (text.length > 65_536) throw new Error('Body is too long (maximum is 65536 characters)');
  return text;
};

if (args[0] === 'pr' && args[1] === 'comment') {
  comments.push({
    id: 100 + comments.length,
    user: { login: 'github-actions[bot]' },
    body: body(after('--body-file')),
  });
  save();
} else if (args[0] === 'api' && args.includes('PATCH')) {
  const id = Number(/comments\/(\d+)$/.exec(args.find((one) => one.startsWith('repos/')))[1]);
  comments.find((one) => one.id === id).body = body(after('-F').replace(/^body=@/, ''));
  save();
} else if (args[0] === 'api') {
  const { stdout, status } = spawnSync('jq', ['-r', after('--jq')], {
    input: JSON.stringify(comments),
    encoding: 'utf8',
  });
  process.stdout.write(stdout);
  process.exitCode = status;
} else throw new Error(`gh ${args.join(' ')} is not known here`);
