// Outline of an update flow: its declarations, its numbered steps and what stands in them.
import { actorTitles, isActor } from '#engine/base/actor';
import { childElements, type Element } from '#engine/xml/element';
import { commandSymbol } from './messageSymbols';
import { symbolOf, type OutlineSymbol } from './outlineSymbol';
import { valueIn } from './place';

export function flowSymbols(root: Element): readonly OutlineSymbol[] {
  return childElements(root).flatMap((element) => {
    switch (element.local) {
      case 'step':
        return [stepSymbol(element)];
      // The steps count; that they share a message is seen in the text.
      case 'message':
        return childElements(element).filter(({ local }) => local === 'step').map(stepSymbol);
      case 'include':
        return [symbolOf(element, 'include', `include ${valueIn(element, 'href')}`, valueIn(element, 'steps') && `steps ${valueIn(element, 'steps')}`)];
      case 'at':
        return [symbolOf(element, 'step', `at step ${valueIn(element, 'step')}`, '', partSymbols(element))];
      default:
        return [symbolOf(element, 'declaration', `${element.local} ${declared(element)}`)];
    }
  });
}

function declared(element: Element): string {
  const names = ['name', 'names', 'id', 'file', 'ddf', 'store'];
  return names.map((name) => valueIn(element, name)).find((value) => value !== '') ?? '';
}

function stepSymbol(step: Element): OutlineSymbol {
  const [from, to] = ['from', 'to'].map((name) => titleOf(valueIn(step, name)));
  return symbolOf(step, 'step', `${valueIn(step, 'n')} ${valueIn(step, 'title')}`, from === to ? (from ?? '') : `${from ?? ''} → ${to ?? ''}`, partSymbols(step));
}

function titleOf(actor: string): string {
  return isActor(actor) ? actorTitles[actor] : actor;
}

function partSymbols(step: Element): readonly OutlineSymbol[] {
  return childElements(step).map((element) => {
    if (/^[A-Z]/.test(element.local)) return commandSymbol(element);
    // A step that was never closed holds the next ones.
    if (element.local === 'step') return stepSymbol(element);
    const values = element.attributes.filter(({ name }) => !name.startsWith('xmlns')).map(({ name, value }) => (element.local === 'expect' ? `${name} ${value}` : value));
    return symbolOf(element, element.local === 'expect' ? 'expectation' : 'part', `${element.local} ${values.join(' ')}`);
  });
}
