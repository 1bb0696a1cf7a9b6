import type { Hooks, KindDefinition, Properties } from '../../objects/kind.ts';
import type { Json, JsonObject } from '../../wire/json.ts';
import { word } from '../../objects/values.ts';

/** A component of which there is exactly one: it is read and changed, never made. */
export function singleton(
  path: string,
  properties: Properties,
  more: { hooks?: Hooks; props?: JsonObject; pairs?: KindDefinition['pairs'] } = {},
): KindDefinition {
  const { hooks, props, pairs } = more;
  return {
    path,
    word: path.split('/').at(-1) ?? path,
    naming: 'singleton',
    methods: ['GET', 'PATCH', 'PUT'],
    properties,
    builtIns: [{ name: '', ...(props ? { props } : {}) }],
    ...(hooks ? { hooks } : {}),
    ...(pairs ? { pairs } : {}),
  };
}

export const onOff = (initial: 'on' | 'off') => word(['on', 'off'], initial);

/** An emptied list is not printed, rather than going back to the default it started with. */
export function dropEmpty(props: Record<string, Json>): void {
  for (const [name, value] of Object.entries(props)) {
    if (Array.isArray(value) && value.length === 0) Reflect.deleteProperty(props, name);
  }
}
