import { readdir, readFile, stat } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';

/** Every Markdown file of the project that people are meant to read. */
export async function markdownFiles(root: string): Promise<string[]> {
  const inDocs = await readdir(join(root, 'docs'), { recursive: true });
  const atTop = await readdir(root);
  return [...atTop, ...inDocs.map((name) => join('docs', name))].filter((name) => name.endsWith('.md'));
}

/** Links of a Markdown file that lead to no file or no heading of this project. */
export async function brokenLinks(root: string, file: string): Promise<string[]> {
  const text = await readFile(join(root, file), 'utf8');
  const targets = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target);
  const local = targets.filter((target) => !/^[a-z]+:/.test(target));
  const found = await Promise.all(local.map((target) => leads(root, file, target)));
  return local.filter((_, index) => !found[index]);
}

async function leads(root: string, from: string, target: string): Promise<boolean> {
  const [path = '', anchor] = target.split('#');
  const full = path === '' ? join(root, from) : resolve(root, dirname(from), path);
  if (relative(root, full).startsWith('..') || !(await stat(full).catch(() => undefined))) return false;
  return anchor === undefined || headingsOf(await readFile(full, 'utf8')).includes(anchor);
}

/** The anchors of a text's headings, as GitHub and GitLab make them. */
function headingsOf(text: string): string[] {
  return [...text.matchAll(/^#{1,6} (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}
