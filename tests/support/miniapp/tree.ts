/** Looking into an expanded page as a person would: by what is written on things. */
import type { UiNode } from './markup.ts';

export interface Query {
  tag?: string;
  className?: string;
  /** The text it shows, or a part of it. */
  text?: string;
}

export function* walk(node: UiNode): Generator<UiNode> {
  yield node;
  for (const child of node.children) yield* walk(child);
}

export function textOf(node: UiNode): string {
  return node.text ?? node.children.map(textOf).join('');
}

const classesOf = (node: UiNode) => String(node.attributes['class'] ?? '').split(/\s+/);

/** All that fit, innermost first. */
export function findAll(root: UiNode, { tag, className, text }: Query): UiNode[] {
  const fits = (node: UiNode) =>
    node.text === undefined &&
    (!tag || node.tag === tag) &&
    (!className || classesOf(node).includes(className)) &&
    (!text || textOf(node).includes(text));
  return [...walk(root)].filter(fits).reverse();
}

/** The tree as indented text, for the message of a failed test. */
export function outline(node: UiNode, depth = 0): string {
  const indent = '  '.repeat(depth);
  if (node.text !== undefined) return `${indent}${node.text}\n`;
  const name = node.attributes['class'] ? `${node.tag}.${classesOf(node).join('.')}` : node.tag;
  return `${indent}${name}\n${node.children.map(child => outline(child, depth + 1)).join('')}`;
}
