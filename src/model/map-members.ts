/**
 * An array or a map with each member replaced. Where nothing changes it is the very same one, not a copy: a large
 * plan has a hundred thousand texts, and next to none is masked or escaped.
 */
export function mapMembers(
  data: object,
  replace: (value: unknown, key: string) => unknown,
  rename: (key: string) => string = (key) => key,
): object {
  return Array.isArray(data) ? mapList(data, replace) : mapMap(data, replace, rename);
}

function mapList(list: readonly unknown[], replace: (value: unknown, key: string) => unknown): object {
  let copy: unknown[] | undefined;
  for (const [at, before] of list.entries()) {
    const after = replace(before, String(at));
    if (after !== before) (copy ??= [...list])[at] = after;
  }
  return copy ?? list;
}

function mapMap(
  map: object,
  replace: (value: unknown, key: string) => unknown,
  rename: (key: string) => string,
): object {
  const members: [string, unknown][] = Object.entries(map);
  let isChanged = false;
  for (const member of members) {
    const [key, before] = member;
    member[0] = rename(key);
    member[1] = replace(before, key);
    isChanged ||= member[0] !== key || member[1] !== before;
  }
  return isChanged ? Object.fromEntries(members) : map;
}
