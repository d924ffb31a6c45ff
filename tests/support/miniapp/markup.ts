/** Expands the templates of a built mini-program (WXML, AXML) with a page's data into a tree that tests can look into. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Parser } from 'htmlparser2';
import type { Dialect } from './dialects.ts';

export type Data = Record<string, unknown>;

/** Whoever owns a piece of the tree: a page or a component of it. */
export interface Owner {
  data: Data;
  /** Its custom elements: tag → path of the component. */
  components: Record<string, string>;
  /** Makes the instance behind one custom element. */
  adopt(component: string, attributes: Data): Owner;
  handle(method: string, event: object): unknown;
}

export interface UiNode {
  tag: string;
  text?: string;
  attributes: Data;
  /** Event → method of the owner. */
  handlers: Record<string, string>;
  children: UiNode[];
  owner: Owner;
  parent?: UiNode;
}

interface SourceNode {
  tag: string;
  text?: string;
  attributes: Record<string, string>;
  children: SourceNode[];
}

interface SourceFile {
  templates: Map<string, { node: SourceNode; file: SourceFile }>;
  scripts: Data;
  body: SourceNode[];
  path: string;
}

export interface MarkupReader {
  expand(file: string, owner: Owner): UiNode[];
}

export function createMarkupReader(root: string, dialect: Dialect): MarkupReader {
  const files = new Map<string, SourceFile>();

  function read(name: string): SourceFile {
    const relative = path.posix.normalize(name.replace(/^\//, ''));
    const known = files.get(relative);
    if (known) return known;
    const file: SourceFile = { templates: new Map(), scripts: {}, body: [], path: relative };
    files.set(relative, file);
    const beside = (target: string) => path.posix.join(path.posix.dirname(relative), target);
    for (const node of parse(readFileSync(path.join(root, relative), 'utf8'))) {
      const { attributes, tag } = node;
      if (tag === 'import')
        for (const [key, value] of read(beside(attributes['src']!)).templates) file.templates.set(key, value);
      else if (tag === dialect.script.tag)
        file.scripts[attributes[dialect.script.name]!] = runScript(
          path.join(root, beside(attributes[dialect.script.source]!)),
        );
      else if (tag === 'template' && attributes['name'])
        file.templates.set(attributes['name'], { node, file });
      else file.body.push(node);
    }
    return file;
  }

  /** Chains of if/elif/else are siblings: `taken` says whether one of the chain was. */
  function expandAll(nodes: SourceNode[], scope: Data, file: SourceFile, owner: Owner): UiNode[] {
    let taken = false;
    return nodes.flatMap(node => {
      if (node.text !== undefined) return textNode(interpolate(node.text, scope), owner);
      const directive = (name: string) => node.attributes[dialect.prefix + name];
      if (directive('for') !== undefined) return repeat(node, scope, file, owner);
      if (directive('if') !== undefined) taken = Boolean(interpolate(directive('if')!, scope));
      else if (directive('elif') !== undefined) {
        if (taken) return [];
        taken = Boolean(interpolate(directive('elif')!, scope));
      } else if (`${dialect.prefix}else` in node.attributes) {
        if (taken) return [];
        taken = true;
      } else taken = true;
      return taken ? expandOne(node, scope, file, owner) : [];
    });
  }

  function repeat(node: SourceNode, scope: Data, file: SourceFile, owner: Owner): UiNode[] {
    const { [`${dialect.prefix}for`]: list, ...attributes } = node.attributes;
    const item = attributes[`${dialect.prefix}for-item`] ?? 'item';
    const index = attributes[`${dialect.prefix}for-index`] ?? 'index';
    const values = (interpolate(list!, scope) as unknown[] | undefined) ?? [];
    return values.flatMap((value, at) =>
      expandAll([{ ...node, attributes }], { ...scope, [item]: value, [index]: at }, file, owner),
    );
  }

  function expandOne(node: SourceNode, scope: Data, file: SourceFile, owner: Owner): UiNode[] {
    if (node.tag === 'block') return expandAll(node.children, scope, file, owner);
    if (node.tag === 'template') return useTemplate(node, scope, file, owner);
    const element: UiNode = { tag: node.tag, attributes: {}, handlers: {}, children: [], owner };
    for (const [name, value] of Object.entries(node.attributes)) {
      if (name.startsWith(dialect.prefix)) continue;
      const event = dialect.eventOf(name);
      if (event) element.handlers[event] = value;
      else element.attributes[name] = interpolate(value, scope);
    }
    const component = owner.components[node.tag];
    if (component) {
      const inner = owner.adopt(component, element.attributes);
      element.children = expand(component + dialect.markup, inner);
    } else element.children = expandAll(node.children, scope, file, owner);
    for (const child of element.children) child.parent = element;
    return [element];
  }

  function useTemplate({ attributes }: SourceNode, scope: Data, file: SourceFile, owner: Owner): UiNode[] {
    const name = String(interpolate(attributes['is']!, scope));
    const template = file.templates.get(name);
    if (!template) throw new Error(`no template ${name} in ${file.path}`);
    const data = attributes['data']
      ? (evaluate(`{${/^\{\{([\s\S]*)\}\}$/.exec(attributes['data'].trim())![1]}}`, scope) as Data)
      : {};
    return expandAll(template.node.children, { ...template.file.scripts, ...data }, template.file, owner);
  }

  function expand(name: string, owner: Owner): UiNode[] {
    const file = read(name);
    return expandAll(file.body, { ...file.scripts, ...owner.data }, file, owner);
  }

  return { expand };
}

function textNode(value: unknown, owner: Owner): UiNode[] {
  if (value === undefined || value === null || value === '') return [];
  return [{ tag: '#text', text: String(value), attributes: {}, handlers: {}, children: [], owner }];
}

function parse(markup: string): SourceNode[] {
  const root: SourceNode = { tag: '#root', attributes: {}, children: [] };
  const open = [root];
  const parser = new Parser(
    {
      onopentag: (tag, attributes) => {
        const node: SourceNode = { tag, attributes, children: [] };
        open.at(-1)!.children.push(node);
        open.push(node);
      },
      onclosetag: () => open.pop(),
      ontext: text => {
        if (text.trim())
          open.at(-1)!.children.push({ tag: '#text', text: text.trim(), attributes: {}, children: [] });
      },
    },
    { xmlMode: true, recognizeSelfClosing: true, decodeEntities: true },
  );
  parser.write(markup);
  parser.end();
  return root.children;
}

/** Templates' own helper scripts are plain modules without access to anything. */
function runScript(file: string): unknown {
  const module = { exports: {} as unknown };
  const code = readFileSync(file, 'utf8').replace(/export\s+default/, 'module.exports =');
  new Function('module', 'exports', code)(module, module.exports);
  return module.exports;
}

const compiled = new Map<string, (scope: object) => unknown>();

function evaluate(expression: string, scope: Data): unknown {
  let run = compiled.get(expression);
  if (!run) {
    run = new Function('$', `with($){return (${expression})}`) as (scope: object) => unknown;
    compiled.set(expression, run);
  }
  // Names a template uses and nobody gave are undefined to it, not an error.
  const lenient = new Proxy(scope, {
    has: (_, key) => typeof key === 'string',
    get: (data, key) => data[key as string],
  });
  try {
    return run(lenient);
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

function interpolate(value: string, scope: Data): unknown {
  if (!value.includes('{{')) return value;
  const whole = /^\{\{([\s\S]*?)\}\}$/.exec(value);
  if (whole && !whole[1]!.includes('{{')) return evaluate(whole[1]!, scope);
  return value.replace(/\{\{([\s\S]*?)\}\}/g, (_, expression: string) =>
    String(evaluate(expression, scope) ?? ''),
  );
}
