/** The logic layer of a mini-program: its scripts in a context of their own, its pages and components as instances. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import vm from 'node:vm';
import { type Dialect, dialects, type Platform } from './dialects.ts';
import type { Data, Owner } from './markup.ts';

export type Hook = (this: unknown, ...given: unknown[]) => unknown;
export type Instance = Record<string, unknown> & { data: Data };
export type Definition = Record<string, unknown> & { data?: Data; methods?: Record<string, unknown> };

export interface ScriptHostOptions {
  platform: Platform;
  dist: string;
  /** `wx` or `my`. */
  api: Record<string, unknown>;
  openPages(): Instance[];
  /** Data went to the view: how much, of which page or component. */
  onData(name: string, bytes: number): void;
  selectorQuery(): object;
}

export class ScriptHost {
  readonly complaints: unknown[][] = [];
  app: Instance | undefined;
  private readonly options: ScriptHostOptions;
  private readonly dialect: Dialect;
  private readonly context: vm.Context;
  private readonly definitions = new Map<string, Definition>();
  private readonly modules = new Map<string, { exports: unknown }>();
  private readonly timers = new Set<NodeJS.Timeout>();
  /** Page() and Component() do not say whom they define: it is the file being loaded. */
  private loading = '';

  constructor(options: ScriptHostOptions) {
    this.options = options;
    this.dialect = dialects[options.platform];
    // As on a phone, code cannot be made from text.
    this.context = vm.createContext(this.globals(), { codeGeneration: { strings: false, wasm: false } });
  }

  readJson(file: string): unknown {
    return JSON.parse(readFileSync(path.join(this.options.dist, file), 'utf8'));
  }

  require(name: string): unknown {
    const file = path.posix.normalize(name.endsWith('.js') ? name : `${name}.js`);
    const known = this.modules.get(file);
    if (known) return known.exports;
    const module = { exports: {} as unknown };
    this.modules.set(file, module);
    const filename = path.join(this.options.dist, file);
    const wrapped = `(function(require,module,exports){${readFileSync(filename, 'utf8')}\n})`;
    const run = vm.runInContext(wrapped, this.context, { filename }) as Hook;
    const beside = (target: string) => this.require(path.posix.join(path.posix.dirname(file), target));
    run.call(undefined, beside, module, module.exports);
    return module.exports;
  }

  definitionOf(name: string): Definition {
    if (!this.definitions.has(name)) {
      this.loading = name;
      this.require(name);
    }
    const definition = this.definitions.get(name);
    if (!definition) throw new Error(`${name} defines neither a page nor a component`);
    return definition;
  }

  /** A page or component as its script sees it: `this` with data, setData and the platform's own extras. */
  instantiate(
    name: string,
    members: Record<string, unknown>,
    data: Data = {},
  ): Owner & { instance: Instance } {
    const instance: Instance = Object.assign(
      {},
      members,
      { data: copy(data), is: name },
      this.extras(name, () => instance),
    );
    return {
      instance,
      get data() {
        return instance.data;
      },
      components: this.componentsOf(name),
      adopt: (component, attributes) => this.adopt(component, attributes),
      handle: (method, event) => (instance[method] as Hook | undefined)?.call(instance, event),
    };
  }

  stop(): void {
    for (const timer of this.timers) clearTimeout(timer);
    this.timers.clear();
  }

  private adopt(component: string, attributes: Data): Owner {
    const definition = this.definitionOf(component);
    const members = { ...definition, ...definition.methods, properties: attributes, props: attributes };
    return this.instantiate(component, members, { ...definition.data, ...attributes });
  }

  private extras(name: string, self: () => Instance): Record<string, unknown> {
    return {
      setData: (change: Data, done?: () => void) => {
        this.options.onData(name, JSON.stringify(change).length);
        for (const [key, value] of Object.entries(change)) put(self().data, key, copy(value));
        setTimeout(() => done?.call(self()), 0);
      },
      $spliceData: (change: Record<string, [number, number, ...unknown[]]>) => {
        this.options.onData(name, JSON.stringify(change).length);
        for (const [key, [at, count, ...items]] of Object.entries(change))
          (get(self().data, key) as unknown[]).splice(at, count, ...copy(items));
      },
      $batchedUpdates: (run: () => void) => run(),
      createSelectorQuery: this.options.selectorQuery,
      selectComponent: () => null,
    };
  }

  private componentsOf(name: string): Record<string, string> {
    const { usingComponents = {} } = this.readJson(`${name}.json`) as {
      usingComponents?: Record<string, string>;
    };
    const resolve = (target: string) =>
      target.startsWith('/') ? target.slice(1) : path.posix.join(path.posix.dirname(name), target);
    return Object.fromEntries(Object.entries(usingComponents).map(([tag, target]) => [tag, resolve(target)]));
  }

  private globals(): Record<string, unknown> {
    const quiet = () => {};
    const error = (...said: unknown[]) => this.complaints.push(said);
    const define = (definition: Definition) => this.definitions.set(this.loading, definition);
    const remember = (timer: NodeJS.Timeout) => {
      this.timers.add(timer);
      return timer;
    };
    return {
      console: { log: quiet, info: quiet, warn: quiet, debug: quiet, group: quiet, groupEnd: quiet, error },
      setTimeout: (run: () => void, wait?: number) => remember(setTimeout(run, wait)),
      setInterval: (run: () => void, wait?: number) => remember(setInterval(run, wait)),
      clearTimeout,
      clearInterval,
      App: (definition: Instance) => {
        this.app = definition;
      },
      Page: define,
      Component: define,
      Behavior: (definition: unknown) => definition,
      getApp: () => this.app,
      getCurrentPages: () => this.options.openPages(),
      // Alipay's runtime finds out by this that it is in a mini-program.
      ...(this.options.platform === 'alipay'
        ? { navigator: { swuserAgent: 'AlipayClient/10.5.96 MiniProgram' } }
        : {}),
      [this.dialect.global]: this.options.api,
    };
  }
}

/** Data crosses to the view as JSON. */
function copy<T>(value: T): T {
  return value === undefined ? value : (JSON.parse(JSON.stringify(value)) as T);
}

const keysOf = (key: string) =>
  key
    .replace(/\[(\d+)\]/g, '.$1')
    .split('.')
    .filter(Boolean);

function get(data: Data, key: string): unknown {
  return keysOf(key).reduce<unknown>((value, part) => (value as Data | undefined)?.[part], data);
}

function put(data: Data, key: string, value: unknown): void {
  const parts = keysOf(key);
  let target: Data = data;
  for (const [index, part] of parts.slice(0, -1).entries()) {
    target[part] ??= /^\d+$/.test(parts[index + 1]!) ? [] : {};
    target = target[part] as Data;
  }
  target[parts.at(-1)!] = value;
}
