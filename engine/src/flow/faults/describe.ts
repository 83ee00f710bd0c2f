// What a person reads of a preset: in an editor, and on the page of all faults.
import { resultCode } from '../../fumo/resultCodes';
import { stateName } from '../../fumo/states';
import { downloadPlaces, faultPlaces, insidePlaces, messagePlaces, type FaultPlace } from './places';
import { settingForms, type FaultOutcome, type FaultPreset } from './preset';

/** A card in Markdown. */
export function faultCard(preset: FaultPreset): string {
  return [
    `**${preset.name}**`,
    preset.says,
    `In the field: ${preset.cause}`,
    ...(preset.settings.length === 0 ? [] : [preset.settings.map(({ name, value, says }) => `- \`${name}\`, ${value} where it is missing: ${says}`).join('\n')]),
    outcomesOf(preset).map(({ where, outcome }) => `- ${where === undefined ? 'Comes to' : `At ${where}`}: ${outcomeText(outcome)}`).join('\n'),
    `*${preset.clause}*`,
  ].join('\n\n');
}

/** A section of the page of all faults. */
export function faultSection(preset: FaultPreset): string {
  const rows = outcomesOf(preset).map(({ where, outcome }) => `| ${where ?? 'everywhere'} | ${outcomeText(outcome)} |`);
  return [
    `### ${preset.name}`,
    `${preset.says} In the field: ${lowerFirst(preset.cause)} [${preset.clause}]`,
    `Stands at ${listed(preset.places)}.`,
    ...(preset.settings.length === 0
      ? []
      : [['| setting | | where it is missing | |', '|---|---|---|---|', ...preset.settings.map(({ name, form, value, says }) => `| \`${name}\` | ${settingForms[form]} | \`${value}\` | ${says} |`)].join('\n')]),
    ['| at | what comes of it |', '|---|---|', ...rows].join('\n'),
  ].join('\n\n');
}

/** `failed; result 402 (Corrupted firmware update package) is reported; State 10 (Idle / Start); the old firmware` */
export function outcomeText({ verdict, result, state, report, firmware, taken }: FaultOutcome): string {
  const reported: Readonly<Record<FaultOutcome['report'], string>> = {
    arrived: `result ${named(result, resultCode(result ?? 0)?.name)} is reported`,
    pending: `result ${named(result, resultCode(result ?? 0)?.name)} waits on the device${taken === true ? ', though the server has it' : ''}`,
    none: 'no report',
  };
  return [`the run is a ${verdict === 'success' ? 'success' : 'failure'}${verdict === 'declined' ? ' (declined)' : ''}`, reported[report], `State ${named(state, stateName(state))}`, `the ${firmware} firmware`].join('; ');
}

interface Where {
  /** Undefined: everywhere. */
  readonly where?: string;
  readonly outcome: FaultOutcome;
}

function outcomesOf({ outcomes, places }: FaultPreset): readonly Where[] {
  const told = new Set<FaultPlace>();
  return outcomes.flatMap((outcome): readonly Where[] => {
    const own = places.filter((place) => !told.has(place) && (outcome.at === undefined || outcome.at.includes(place)));
    for (const place of own) told.add(place);
    return own.length === 0 ? [] : [own.length === places.length ? { outcome } : { where: listed(own), outcome }];
  });
}

/** Places that are told in one. */
const groups: readonly (readonly [string, readonly FaultPlace[]])[] = [
  ['any DM message', messagePlaces],
  ['any step inside the device', insidePlaces],
  ['any exchange of the download', downloadPlaces],
];

function listed(places: readonly FaultPlace[]): string {
  const whole = groups.filter(([, group]) => group.every((place) => places.includes(place)));
  const inGroups = new Set(whole.flatMap(([, group]) => group));
  const words = [...whole.map(([name]) => name), ...places.filter((place) => !inGroups.has(place)).map((place) => faultPlaces[place])];
  return words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} or ${words.at(-1) ?? ''}`;
}

function named(value: number | undefined, name: string | undefined): string {
  return `${value ?? ''}${name === undefined ? '' : ` (${name})`}`;
}

function lowerFirst(text: string): string {
  return `${text.charAt(0).toLowerCase()}${text.slice(1)}`;
}
