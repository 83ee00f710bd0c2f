// The faults of a run: which there are, which may come about now, and which have.
import { placesOf, type FaultPlace } from '../../flow/faults/places';
import { faultPreset } from '../../flow/faults/presets';
import type { FaultPreset } from '../../flow/faults/preset';
import { Settings } from '../../flow/faults/settings';
import type { PartOf, Step } from '../../flow/model';
import type { RunLog } from '../runLog';
import type { StepRecord, StepRecords } from '../stepRecords';
import type { Variables } from '../variables';

/** A fault at a step. */
export interface Fault {
  readonly preset: FaultPreset;
  readonly step: Step;
  readonly places: readonly FaultPlace[];
  readonly settings: Settings;
}

interface Entry extends Fault {
  readonly record: StepRecord;
  readonly part: PartOf<'fault'>;
  /** How often it might have come about, and how often it has. */
  seen: number;
  struck: number;
}

export interface FaultBoardPorts {
  readonly records: StepRecords;
  readonly variables: Variables;
  readonly log: RunLog;
}

export class FaultBoard {
  private readonly entries: readonly Entry[];

  constructor(private readonly ports: FaultBoardPorts) {
    const { all } = ports.records;
    this.entries = all.flatMap((record, index) =>
      record.step.parts.flatMap((part) => {
        const preset = part.kind === 'fault' ? faultPreset(part.name) : undefined;
        if (part.kind !== 'fault' || preset === undefined) return [];
        const filled = Object.fromEntries(Object.entries(part.settings).map(([name, text]) => [name, ports.variables.fillOrKeep(text)]));
        const places = placesOf(record.step, all[index + 1]?.step);
        return [{ preset, step: record.step, places, settings: new Settings(preset, filled), record, part, seen: 0, struck: 0 }];
      }),
    );
  }

  get isEmpty(): boolean {
    return this.entries.length === 0;
  }

  /** The steps that have faults. */
  get steps(): readonly Step[] {
    return this.entries.map(({ step }) => step);
  }

  /**
   * One of these comes about at one of these steps; undefined where none does. Each call is an occasion for those that
   * `could` is true of.
   */
  strike(names: ReadonlySet<string>, steps: ReadonlySet<Step>, could: (fault: Fault) => boolean = () => true): Fault | undefined {
    return this.strikeAmong((entry) => names.has(entry.preset.name) && steps.has(entry.step) && could(entry));
  }

  /** The same for faults whose step has begun, or whose turn has come. */
  strikeFrom(since: 'begun' | 'turn', names: ReadonlySet<string>, could: (fault: Fault) => boolean = () => true): Fault | undefined {
    const isDue = ({ record }: Entry): boolean => (since === 'turn' ? this.isArmed(record) : record.state !== 'waiting' && record.state !== 'skipped');
    return this.strikeAmong((entry) => names.has(entry.preset.name) && isDue(entry) && could(entry));
  }

  /** A fault that lasts: it is in force from the moment that its step's turn has come. */
  inForce(name: string): Fault | undefined {
    const found = this.entries.find((entry) => entry.preset.name === name && this.isArmed(entry.record) && this.applies(entry));
    if (found?.struck === 0) this.tell(found);
    return found;
  }

  /** Faults that haven't come about, each as a sentence. */
  unstruck(): readonly string[] {
    return this.entries.filter((entry) => entry.struck === 0 && this.applies(entry)).map(({ preset, step }) => `The fault ${preset.name} at ${step.id} never came about.`);
  }

  /** The faults that have come about. */
  struck(): readonly Fault[] {
    return this.entries.filter((entry) => entry.struck > 0);
  }

  private strikeAmong(fits: (entry: Entry) => boolean): Fault | undefined {
    for (const entry of this.entries) {
      const { settings, preset } = entry;
      if (entry.struck >= settings.number('times') || !this.applies(entry) || !fits(entry)) continue;
      const counts = preset.settings.find(({ name }) => name === 'chunk' || name === 'message' || name === 'write');
      entry.seen += 1;
      if (entry.seen < (counts === undefined ? 1 : settings.number(counts.name))) continue;
      this.tell(entry);
      return entry;
    }
    return undefined;
  }

  private tell(entry: Entry): void {
    entry.struck += 1;
    if (entry.struck > 1) return;
    const text = `The fault ${entry.preset.name} comes about at ${entry.step.id}.`;
    this.ports.log.say(text, 'important');
    this.ports.log.note(text);
  }

  /** Its step has begun or is the next, or one that goes in the same message is. */
  private isArmed(record: StepRecord): boolean {
    const { records } = this.ports;
    if (record.state !== 'waiting') return record.state !== 'skipped';
    const { next } = records;
    return next === record || (next?.step.group !== undefined && next.step.group === record.step.group);
  }

  private applies({ part }: Entry): boolean {
    try {
      return this.ports.variables.applies(part);
    } catch {
      // What its condition speaks of has no value yet.
      return false;
    }
  }
}
