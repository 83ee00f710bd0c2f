// One stop of the Tab key for the whole drawing; inside, arrows, Home and End go from button to button.

/** `act` is called for Enter, Space and a click on a button. */
export function keepRovingFocus(canvas: SVGSVGElement, act: (button: SVGElement) => void): void {
  const buttons = (): SVGElement[] => [...canvas.querySelectorAll<SVGElement>('.button')];
  const focus = (target: SVGElement | undefined): void => {
    if (target === undefined) return;
    for (const button of canvas.querySelectorAll('.button[tabindex="0"]')) button.setAttribute('tabindex', '-1');
    target.setAttribute('tabindex', '0');
    target.focus();
    target.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  };
  canvas.addEventListener('click', ({ target }) => {
    const button = target instanceof Element ? target.closest<SVGElement>('.button') : null;
    if (button === null) return;
    focus(button);
    act(button);
  });
  canvas.addEventListener('keydown', (event) => {
    const all = buttons();
    const at = all.findIndex((button) => button === document.activeElement);
    const here = all[at];
    if (here === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === 'Enter' || event.key === ' ') act(here);
    else if (event.key === 'ArrowDown' || event.key === 'ArrowRight') focus(all[at + 1]);
    else if (event.key === 'ArrowUp' || event.key === 'ArrowLeft') focus(all[at - 1]);
    else if (event.key === 'Home') focus(all[0]);
    else if (event.key === 'End') focus(all.at(-1));
    else return;
    event.preventDefault();
  });
}

/** Sees to it that the Tab key finds a button after rows came or went. */
export function keepOneTabStop(canvas: SVGSVGElement): void {
  if (canvas.querySelector('.button[tabindex="0"]') !== null) return;
  canvas.querySelector('.button')?.setAttribute('tabindex', '0');
}
