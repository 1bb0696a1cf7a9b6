import { readFileSync } from 'node:fs';
import Handlebars from 'handlebars';
import { shipped } from './shipped.ts';

const engine = Handlebars.create();

/** `{{tcl value}}`: the value as one Tcl word that evaluates to exactly that text, whatever is in it. */
engine.registerHelper('tcl', (value: unknown) => quoteTcl(String(value)));

/**
 * Quotes text for Tcl: in double quotes, with every character that could start a substitution, end the
 * word or unbalance braces written as an escape. Braces are escaped too: the device counts them in
 * strings and comments.
 */
export function quoteTcl(text: string): string {
  const escaped = Array.from(text, (character) => {
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x20 || code === 0x7f) return `\\${code.toString(8).padStart(3, '0')}`;
    // The device takes no literal text beyond ASCII; an escape above 16 bits does not exist in Tcl 8.4.
    if (code > 0x7e) return code > 0xffff ? '?' : `\\u${code.toString(16).padStart(4, '0')}`;
    return /[\\"$[\]{};]/.test(character) ? `\\${character}` : character;
  });
  return `"${escaped.join('')}"`;
}

const compiled = new Map<string, Handlebars.TemplateDelegate>();

/** Renders `templates/<name>.hbs`; a value the template needs and does not get is an error. */
export function renderTemplate(name: string, values: Readonly<Record<string, unknown>>): string {
  let template = compiled.get(name);
  if (!template) {
    const source = readFileSync(shipped(`${name}.hbs`), 'utf8');
    template = engine.compile(source, { noEscape: true, strict: true });
    compiled.set(name, template);
  }
  return template(values).trim();
}
