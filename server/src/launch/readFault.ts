// A fault as it is written in a terminal and in a launch configuration: `power-cut@13,at=40%,for=10s`.
import type { RunOrder } from './openRun';

/** Throws what `wrong` makes of a sentence where the text has another form; the sentence lacks its subject. */
export function readFault(given: string, wrong: (message: string) => Error): NonNullable<RunOrder['faults']>[number] {
  const [place = '', ...settings] = given.split(',');
  const [name = '', step = '', ...more] = place.split('@');
  if (name === '' || step === '' || more.length > 0) throw wrong(`takes NAME@STEP, not "${given}".`);
  return {
    name,
    step,
    settings: Object.fromEntries(
      settings.map((setting) => {
        const at = setting.indexOf('=');
        if (at < 1) throw wrong(`takes settings as NAME=VALUE, not "${setting}".`);
        return [setting.slice(0, at), setting.slice(at + 1)];
      }),
    ),
  };
}
