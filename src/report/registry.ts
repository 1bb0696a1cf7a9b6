import type * as z from 'zod';
import type { Reporter } from './reporter.ts';
import type {
  ArchiveView,
  RehearsalView,
  RenderingView,
  RunView,
  StatusView,
  ValidationView,
  VerifyView,
} from './views.ts';

/** A way to report something, loaded when it is used. */
export interface Format<View> {
  readonly load: () => Promise<Reporter<View>>;
  /** It is one document about the whole run, also when that failed: printed when the run is over. */
  readonly document?: true;
  /** A document without escapes of its own: what is unsafe in its texts is escaped before. */
  readonly escaped?: true;
}

const text: Format<RunView> = { load: async () => (await import('./plan/text.ts')).planText };
const json: Format<RunView> = { load: async () => (await import('./plan/json.ts')).planJson, document: true };
const markdown: Format<RunView> = { load: async () => (await import('./plan/markdown.ts')).planMarkdown };

/** What each command can report, by format, the default first. Adding a format is its file and a line here. */
export const REPORTS = {
  diff: { text, json, markdown },
  apply: { text, json },
  validate: {
    text: { load: async () => (await import('./validation-text.ts')).validationText },
    json: { load: async () => (await import('./validation-json.ts')).validationJson, document: true },
  },
  render: {
    json: { load: async () => (await import('./rendering-json.ts')).renderingJson, document: true },
    irule: { load: async () => (await import('./rendering-irule.ts')).renderingIrule },
    tmsh: { load: async () => (await import('./rendering-tmsh.ts')).renderingTmsh },
    explain: { load: async () => (await import('./rendering-explain.ts')).renderingExplain },
  },
  archive: {
    text: { load: async () => (await import('./archive-text.ts')).archiveText },
    json: { load: async () => (await import('./archive-json.ts')).archiveJson, document: true },
  },
  rehearse: {
    text: { load: async () => (await import('./rehearsal/text.ts')).rehearsalText },
    json: { load: async () => (await import('./rehearsal/json.ts')).rehearsalJson, document: true },
    markdown: { load: async () => (await import('./rehearsal/markdown.ts')).rehearsalMarkdown },
  },
  status: {
    text: { load: async () => (await import('./status/text.ts')).statusText },
    json: { load: async () => (await import('./status/json.ts')).statusJson, document: true },
  },
  verify: {
    text: { load: async () => (await import('./verify/text.ts')).verifyText },
    json: { load: async () => (await import('./verify/json.ts')).verifyJson, document: true },
    junit: {
      load: async () => (await import('./verify/junit.ts')).verifyJunit,
      document: true,
      escaped: true,
    },
  },
} as const satisfies {
  readonly diff: Formats<RunView>;
  readonly apply: Formats<RunView>;
  readonly validate: Formats<ValidationView>;
  readonly render: Formats<RenderingView>;
  readonly archive: Formats<ArchiveView>;
  readonly rehearse: Formats<RehearsalView>;
  readonly status: Formats<StatusView>;
  readonly verify: Formats<VerifyView>;
};

type Formats<View> = Readonly<Record<string, Format<View>>>;

/** A document that the tool writes, loaded when its schema is asked for. */
interface Written {
  readonly title: string;
  readonly load: () => Promise<z.ZodType>;
}

/** What `--format json` prints, by command, and a saved plan. */
const DOCUMENTS: Readonly<Record<string, Written>> = {
  diff: { title: 'bigip-ws diff', load: async () => (await import('./plan/json.ts')).planDocument },
  apply: {
    title: 'bigip-ws apply and destroy',
    load: async () => (await import('./plan/json.ts')).runDocument,
  },
  plan: {
    title: 'a plan that bigip-ws diff --out saved',
    load: async () => (await import('./plan/saved.ts')).savedPlanDocument,
  },
  validate: {
    title: 'bigip-ws validate',
    load: async () => (await import('./validation-json.ts')).validationDocument,
  },
  render: {
    title: 'bigip-ws render',
    load: async () => (await import('./rendering-json.ts')).renderingDocument,
  },
  archive: {
    title: 'bigip-ws archive',
    load: async () => (await import('./archive-json.ts')).archiveDocument,
  },
  rehearse: {
    title: 'bigip-ws rehearse',
    load: async () => (await import('./rehearsal/json.ts')).rehearsalDocument,
  },
  status: { title: 'bigip-ws status', load: async () => (await import('./status/json.ts')).statusDocument },
  verify: { title: 'bigip-ws verify', load: async () => (await import('./verify/json.ts')).verifyDocument },
};

/** The JSON Schemas of what the tool writes, by name. */
export async function outputSchemas(): Promise<Readonly<Record<string, object>>> {
  const { jsonSchema } = await import('./json-schema.ts');
  const schemas = Object.entries(DOCUMENTS).map(
    async ([name, { title, load }]): Promise<[string, object]> => [name, jsonSchema(title, await load())],
  );
  return Object.fromEntries(await Promise.all(schemas));
}
