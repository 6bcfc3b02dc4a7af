import type { Style } from './style.js';

/** A string literal. */
export function quote(value: string, style: Style): string {
  const json = JSON.stringify(value);
  if (style.quotes === 'double') return json;
  return `'${json.slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}

/** A property of an object literal; a shorthand where key and value are the same name. */
export function printProperty(key: string, value: string, style: Style): string {
  if (key === value) return key;
  return `${/^[A-Za-z_$][\w$]*$/.test(key) ? key : quote(key, style)}: ${value}`;
}

/** Text of several lines with the line end and indentation of the place where it goes; its first line has none. */
export function indentText(text: string, indent: string, style: Style): string {
  return text
    .split(/\r?\n/)
    .map((line, index) => (index === 0 || line === '' ? line : indent + line))
    .join(style.lineEnd);
}
