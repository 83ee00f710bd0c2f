// Breakpoints in flow files: verified at once against the text, moved to the step that they mean.
import { fromUtf8 } from '#engine/base/bytes';
import { sentenceOf } from '#engine/base/failure';
import type { Files } from '#engine/base/files';
import type { Flow } from '#engine/flow/model';
import { snapToStep, stepsOfText, type StepLines } from '#engine/flow/stepLines';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { fileKey } from '../launch/fileUri';
import type { Coordinates } from './coordinates';

interface Kept {
  readonly id: number;
  /** As the client asked; lines count from 0. */
  readonly asked: number;
  readonly shown: DebugProtocol.Breakpoint;
  /** Where the step stands, where there is one. */
  readonly line: number | undefined;
}

interface KeptFile {
  readonly uri: string;
  readonly source: DebugProtocol.Source;
  readonly breakpoints: readonly Kept[];
}

const noStep = 'No step begins on this line or after it.';

/** Ids stay for as long as the client keeps the breakpoint, over restarts too. */
export class Breakpoints {
  private readonly byFile = new Map<string, KeptFile>();
  private nextId = 1;
  /** The flow that is run; before it is known a step of any flow will do. */
  private flow: Flow | undefined;

  constructor(private readonly files: Files) {}

  /** Replaces the breakpoints of one source. */
  async set(args: DebugProtocol.SetBreakpointsArguments, coordinates: Coordinates): Promise<DebugProtocol.Breakpoint[]> {
    const lines = (args.breakpoints ?? []).map((breakpoint) => coordinates.fromClientLine(breakpoint.line));
    const uri = coordinates.uriOf(args.source);
    if (uri === undefined) {
      return lines.map((line) => ({ id: this.nextId++, verified: false, line: coordinates.toClientLine(line), message: 'Only a flow file can hold a breakpoint.' }));
    }
    const steps = await this.stepsOf(uri);
    const breakpoints = lines.map((asked) => this.bind(uri, this.nextId++, asked, steps, coordinates));
    this.byFile.set(fileKey(uri), { uri, source: args.source, breakpoints });
    return breakpoints.map((breakpoint) => breakpoint.shown);
  }

  /** The lines between two that a breakpoint may stand on, the second one included. */
  async locations(args: DebugProtocol.BreakpointLocationsArguments, coordinates: Coordinates): Promise<DebugProtocol.BreakpointLocation[]> {
    const uri = coordinates.uriOf(args.source);
    const steps = uri === undefined ? [] : await this.stepsOf(uri);
    if (typeof steps === 'string') return [];
    const first = coordinates.fromClientLine(args.line);
    const last = coordinates.fromClientLine(args.endLine ?? args.line);
    return steps.filter(({ line }) => line >= first && line <= last).map(({ line }) => ({ line: coordinates.toClientLine(line) }));
  }

  /** A run of this flow is about to begin: looks at every breakpoint again and gives those that have changed. */
  async bindTo(flow: Flow, coordinates: Coordinates): Promise<DebugProtocol.Breakpoint[]> {
    this.flow = flow;
    const changed: DebugProtocol.Breakpoint[] = [];
    for (const [key, file] of this.byFile) {
      const steps = await this.stepsOf(file.uri);
      const breakpoints = file.breakpoints.map((old) => this.bind(file.uri, old.id, old.asked, steps, coordinates));
      breakpoints.forEach(({ shown }, i) => {
        const before = file.breakpoints[i]?.shown;
        if (before?.verified !== shown.verified || before.line !== shown.line) changed.push({ ...shown, source: file.source });
      });
      this.byFile.set(key, { ...file, breakpoints });
    }
    return changed;
  }

  /** The ids of the flow's steps that a breakpoint stands on. */
  stepIds(): string[] {
    return (this.flow?.steps ?? []).filter((step) => this.hits(step.id).length > 0).map((step) => step.id);
  }

  /** The ids of the breakpoints that stand on a step. */
  hits(stepId: string): number[] {
    const step = this.flow?.steps.find((candidate) => candidate.id === stepId);
    if (step === undefined) return [];
    const file = this.byFile.get(fileKey(step.at.uri));
    return (file?.breakpoints ?? []).filter((kept) => kept.shown.verified && kept.line === step.at.line).map((kept) => kept.id);
  }

  private bind(uri: string, id: number, asked: number, steps: readonly StepLines[] | string, coordinates: Coordinates): Kept {
    if (typeof steps === 'string') return unverified(id, asked, asked, steps, coordinates);
    const step = snapToStep(steps, asked);
    if (step === undefined) return unverified(id, asked, asked, noStep, coordinates);
    const key = fileKey(uri);
    const taking = this.flow?.steps.some(({ at }) => at.line === step.line && fileKey(at.uri) === key) ?? true;
    if (!taking) return unverified(id, asked, step.line, `This step takes no part in the run of ${this.flow?.id ?? ''}.`, coordinates);
    return { id, asked, line: step.line, shown: { id, verified: true, line: coordinates.toClientLine(step.line) } };
  }

  /** The steps that stand in a document, or why they can't be had. */
  private async stepsOf(uri: string): Promise<readonly StepLines[] | string> {
    try {
      const bytes = await this.files.read(uri);
      return bytes === undefined ? 'This file is not on disk.' : stepsOfText(fromUtf8(bytes), uri);
    } catch (thrown) {
      return sentenceOf(thrown);
    }
  }
}

function unverified(id: number, asked: number, line: number, message: string, coordinates: Coordinates): Kept {
  return { id, asked, line: undefined, shown: { id, verified: false, line: coordinates.toClientLine(line), message } };
}
