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

/** The JSON Schemas of what `--format json` prints, by command. */
export async function outputSchemas(): Promise<Readonly<Record<string, object>>> {
  const [diff, validate, render, archive, rehearse, status, verify, { jsonSchema }] = await Promise.all([
    import('./plan/json.ts'),
    import('./validation-json.ts'),
    import('./rendering-json.ts'),
    import('./archive-json.ts'),
    import('./rehearsal/json.ts'),
    import('./status/json.ts'),
    import('./verify/json.ts'),
    import('./json-schema.ts'),
  ]);
  return {
    diff: jsonSchema('bigip-ws diff', diff.planDocument),
    apply: jsonSchema('bigip-ws apply and destroy', diff.runDocument),
    validate: jsonSchema('bigip-ws validate', validate.validationDocument),
    render: jsonSchema('bigip-ws render', render.renderingDocument),
    archive: jsonSchema('bigip-ws archive', archive.archiveDocument),
    rehearse: jsonSchema('bigip-ws rehearse', rehearse.rehearsalDocument),
    status: jsonSchema('bigip-ws status', status.statusDocument),
    verify: jsonSchema('bigip-ws verify', verify.verifyDocument),
  };
}
