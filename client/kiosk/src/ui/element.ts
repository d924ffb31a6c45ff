/** Makes elements: `h('p.hint', 'text')`. Text is always text, never markup. */
type Child = Node | string | false | null | undefined;

interface Attributes {
  [name: string]: string | boolean | undefined | ((event: Event) => void);
}

export function h(name: string, attributes: Attributes | Child, ...children: Child[]): HTMLElement {
  const [tag = 'div', ...classes] = name.split('.');
  const element = document.createElement(tag);
  if (classes.length > 0) element.className = classes.join(' ');
  const isAttributes = typeof attributes === 'object' && attributes !== null && !(attributes instanceof Node);
  if (isAttributes) set(element, attributes);
  for (const child of isAttributes ? children : [attributes as Child, ...children])
    if (child !== false && child !== null && child !== undefined) element.append(child);
  return element;
}

function set(element: HTMLElement, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(name, value);
    else if (value === true) element.setAttribute(name, '');
    else if (typeof value === 'string') element.setAttribute(name, value);
  }
}

/** A large target; takes one touch and no second one while it works. */
export function button(look: string, label: string, act: () => unknown, hint?: string): HTMLElement {
  const element = h(
    `button.${look}`,
    {
      type: 'button',
      async click() {
        if (element.getAttribute('aria-disabled') === 'true') return;
        element.setAttribute('aria-disabled', 'true');
        try {
          await act();
        } finally {
          element.setAttribute('aria-disabled', 'false');
        }
      },
    },
    h('span.label', label),
    hint ? h('span.hint', hint) : null,
  );
  return element;
}
