// The window as a person has it before them: keys, clicks and pictures, in the workbench and in the webviews of panels.
// A suite runs in the extension host, which sees none of it; scripts/editorTests.mjs drives the window for it.

/** Where and how to look for an element; the workbench's page is searched first, then the pages of webviews. */
export interface Reach {
  /** Milliseconds to wait for it; 10 s where it isn't said. */
  readonly timeout?: number;
  /** Of several that match, which: 0, the first, where it isn't said; -1 is the last. */
  readonly nth?: number;
}

export interface ClickOptions extends Reach {
  readonly button?: 'left' | 'right' | 'middle';
  readonly clickCount?: number;
  readonly modifiers?: readonly ('Alt' | 'Control' | 'Meta' | 'Shift')[];
}

/** Keys as Playwright names them: `F5`, `Control+Shift+P`, `Escape`. */
export async function press(key: string): Promise<void> {
  await ask({ act: 'press', key });
}

/** Types into whatever has the focus. */
export async function type(text: string): Promise<void> {
  await ask({ act: 'type', text });
}

/** Clicks the element that a CSS or Playwright selector names, once it is visible; rejects where it doesn't come. */
export async function click(selector: string, options: ClickOptions = {}): Promise<void> {
  await ask({ act: 'click', selector, ...options });
}

export async function hover(selector: string, options: Reach = {}): Promise<void> {
  await ask({ act: 'hover', selector, ...options });
}

/** Resolves once an element is visible; rejects where it doesn't come. */
export async function waitFor(selector: string, options: Reach = {}): Promise<void> {
  await ask({ act: 'wait', selector, ...options });
}

/** The texts of all elements that match now, in the order of the page; none is no error. */
export async function texts(selector: string): Promise<readonly string[]> {
  return (await ask({ act: 'texts', selector })) as readonly string[];
}

/** A PNG of the whole window, or of one element; answers its path (media/ under `npm run pictures`). */
export async function takePicture(name: string, selector?: string): Promise<string> {
  return (await ask({ act: 'picture', name, ...(selector === undefined ? {} : { selector }) })) as string;
}

async function ask(request: Readonly<Record<string, unknown>>): Promise<unknown> {
  const address = process.env.FUMO_EDITOR_WINDOW;
  if (!address) throw new Error('The window can be driven only by suites that scripts/editorTests.mjs started.');
  const response = await fetch(address, { method: 'POST', body: JSON.stringify(request) });
  const answer = (await response.json()) as { readonly value?: unknown; readonly error?: string };
  if (answer.error !== undefined) throw new Error(answer.error);
  return answer.value;
}
