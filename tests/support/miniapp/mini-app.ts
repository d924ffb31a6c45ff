/**
 * Runs a compiled mini-program (`client/miniapp/dist/weapp` or `…/alipay`) in Node: its own scripts in a context with
 * the wallet's globals, its own templates expanded to a tree that tests read and tap. It proves what the build does,
 * not what a phone looks like.
 */
import path from 'node:path';
import { dialects, type Platform } from './dialects.ts';
import { createMarkupReader, type MarkupReader, type Owner, type UiNode } from './markup.ts';
import { type Hook, type Instance, ScriptHost } from './script-host.ts';
import { selectorQuery } from './selector-query.ts';
import { findAll, outline, type Query, textOf } from './tree.ts';
import { createWalletApi, type WalletAnswer, type WalletCall } from './wallet-api.ts';

export interface MiniAppOptions {
  platform: Platform;
  dist: string;
  /** What the wallet does when it is called: `request`, `login`, `requestPayment`, … */
  answers?: Record<string, WalletAnswer>;
  /** Carries a socket to where it leads; a phone without network has none. */
  connectSocket?: (options: WalletCall['options']) => object;
  /** Parts of the phone that are there at once: its files, its canvas. */
  device?: Record<string, unknown>;
  /** What the phone still has in store from earlier visits. */
  storage?: Map<string, unknown>;
}

interface OpenPage extends Owner {
  route: string;
  instance: Instance;
}

interface SubPackage {
  root: string;
  pages: string[];
}

interface AppJson {
  pages: string[];
  subPackages?: SubPackage[];
  subpackages?: SubPackage[];
}

export class MiniApp {
  /** Every page of app.json by its path. */
  readonly pages: string[];
  readonly calls: WalletCall[] = [];
  /** The largest single setData of each page, in bytes. */
  readonly largestData = new Map<string, number>();
  private readonly scripts: ScriptHost;
  private readonly markup: MarkupReader;
  private readonly options: MiniAppOptions;
  private readonly stack: OpenPage[] = [];
  private launched: object = {};
  private pending = 0;
  private changes = 0;

  constructor(options: MiniAppOptions) {
    this.options = options;
    this.markup = createMarkupReader(options.dist, dialects[options.platform]);
    this.scripts = new ScriptHost({
      platform: options.platform,
      dist: options.dist,
      api: this.walletApi(),
      openPages: () => this.stack.map(({ instance }) => instance),
      onData: (name, bytes) => {
        this.changes++;
        this.largestData.set(name, Math.max(this.largestData.get(name) ?? 0, bytes));
      },
      selectorQuery,
    });
    const app = this.scripts.readJson('app.json') as AppJson;
    const packaged = (app.subPackages ?? app.subpackages ?? []).flatMap(one =>
      one.pages.map(page => path.posix.join(one.root, page)),
    );
    this.pages = [...app.pages, ...packaged];
  }

  /** What the scripts wrote with console.error. */
  get complaints(): unknown[][] {
    return this.scripts.complaints;
  }

  get route(): string {
    return this.stack.at(-1)?.route ?? '';
  }

  async launch(url = this.pages[0]!): Promise<void> {
    const [route = '', search] = url.replace(/^\//, '').split('?');
    this.launched = { path: route, query: Object.fromEntries(new URLSearchParams(search)), scene: 1001 };
    this.scripts.require('app');
    tell(this.scripts.app, 'onLaunch', this.launched);
    tell(this.scripts.app, 'onShow', this.launched);
    await this.open(url);
  }

  async open(url: string): Promise<void> {
    this.show(url);
    await this.settle();
  }

  tree(): UiNode {
    const page = this.stack.at(-1);
    if (!page) throw new Error('no page is open');
    const children = this.markup.expand(page.route + dialects[this.options.platform].markup, page);
    const root: UiNode = { tag: 'page', attributes: {}, handlers: {}, children, owner: page };
    for (const child of children) child.parent = root;
    return root;
  }

  text(): string {
    return textOf(this.tree());
  }

  find(query: Query): UiNode | undefined {
    return findAll(this.tree(), query)[0];
  }

  /** Taps the button that says this. */
  async tap(text: string): Promise<void> {
    await this.fire(this.find({ tag: 'button', text }), 'tap', `the button ${text}`);
  }

  /** Types into the field that stands under this label. */
  async type(label: string, value: string): Promise<void> {
    const field = findAll(this.tree(), { className: 'field' }).find(one => textOf(one).startsWith(label));
    const inputs = field && [...findAll(field, { tag: 'input' }), ...findAll(field, { tag: 'textarea' })];
    await this.fire(inputs?.[0], 'input', `the field ${label}`, { value });
  }

  /** Waits until the page shows this text; fails with the page's outline. */
  async see(text: string, timeoutMs = 10_000): Promise<void> {
    const end = Date.now() + timeoutMs;
    while (!this.text().includes(text)) {
      if (Date.now() > end)
        throw new Error(`${text} did not come up on ${this.route}:\n${outline(this.tree())}`);
      await new Promise(done => setTimeout(done, 20));
    }
    await this.settle();
  }

  /** What the page asked of the wallet by this name, the last time. */
  lastCall(name: string): WalletCall['options'] | undefined {
    return this.calls.findLast(call => call.name === name)?.options;
  }

  stop(): void {
    this.scripts.stop();
    this.stack.length = 0;
  }

  /** Until no call is pending and nothing changed for a moment. */
  private async settle(quietMs = 30, timeoutMs = 5_000): Promise<void> {
    const end = Date.now() + timeoutMs;
    let seen = -1;
    let since = Date.now();
    while (Date.now() < end) {
      await new Promise(done => setTimeout(done, 5));
      if (this.changes !== seen || this.pending > 0) {
        seen = this.changes;
        since = Date.now();
      } else if (Date.now() - since >= quietMs) return;
    }
  }

  private async fire(
    node: UiNode | undefined,
    type: string,
    what: string,
    detail: object = {},
  ): Promise<void> {
    if (!node) throw new Error(`${what} is not on ${this.route}:\n${outline(this.tree())}`);
    if (type === 'tap' && node.attributes['disabled']) throw new Error(`${what} is disabled`);
    let handled = false;
    for (let at: UiNode | undefined = node; at; at = at.parent) {
      const method = at.handlers[type];
      if (!method) continue;
      handled = true;
      at.owner.handle(method, eventOf(type, node, at, detail));
    }
    if (!handled) throw new Error(`${what} does not listen to ${type}`);
    await this.settle();
  }

  private show(url: string): void {
    const [route = '', search = ''] = url.replace(/^\//, '').split('?');
    if (!this.pages.includes(route)) throw new Error(`app.json has no page ${route}`);
    const { data, ...members } = this.scripts.definitionOf(route);
    // A page gets its parameters as they were written, not decoded.
    const query = Object.fromEntries(new URLSearchParams(search.replaceAll('%', '%25')));
    const page = Object.assign(this.scripts.instantiate(route, { ...members, route, options: query }, data), {
      route,
    });
    tell(this.stack.at(-1)?.instance, 'onHide');
    this.stack.push(page);
    tell(page.instance, 'onLoad', query);
    tell(page.instance, 'onShow');
    setTimeout(() => tell(page.instance, 'onReady'), 0);
  }

  private close(count: number): void {
    for (const page of this.stack.splice(Math.max(0, this.stack.length - count)))
      tell(page.instance, 'onUnload');
  }

  private walletApi(): Record<string, unknown> {
    const {
      platform,
      answers = {},
      storage = new Map(),
      connectSocket = noSocket,
      device = {},
    } = this.options;
    return createWalletApi({
      platform,
      storage,
      answers,
      device,
      record: call => this.calls.push(call),
      busy: change => {
        this.pending += change;
        this.changes++;
      },
      open: (url, how) => {
        if (how !== 'navigateTo') this.close(how === 'redirectTo' ? 1 : this.stack.length);
        this.show(url);
      },
      back: count => {
        this.close(count);
        tell(this.stack.at(-1)?.instance, 'onShow');
      },
      launch: () => this.launched,
      measure: selectorQuery,
      connectSocket,
    });
  }
}

export function noSocket(options: WalletCall['options']): object {
  setImmediate(() => (options['fail'] as (() => void) | undefined)?.());
  const deaf = () => {};
  return { onOpen: deaf, onMessage: deaf, onClose: deaf, onError: deaf, send: deaf, close: deaf };
}

function tell(instance: Instance | undefined, hook: string, ...given: unknown[]): void {
  (instance?.[hook] as Hook | undefined)?.call(instance, ...given);
}

function eventOf(type: string, touched: UiNode, at: UiNode, detail: object): object {
  const handle = (node: UiNode) => ({
    id: node.attributes['id'],
    dataset: { sid: node.attributes['data-sid'] },
  });
  const nothing = () => {};
  return {
    type,
    timeStamp: Date.now(),
    detail,
    target: handle(touched),
    currentTarget: handle(at),
    touches: [],
    changedTouches: [],
    mark: {},
    stopPropagation: nothing,
    preventDefault: nothing,
  };
}
