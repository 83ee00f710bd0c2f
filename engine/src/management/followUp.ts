// What the server makes of a report: it has read State and FwV in the same session, and says where they contradict it.
import { contradictions } from '../fumo/contradictions';
import { operations, reportType } from '../fumo/firmwareObject';
import { sameAlertType } from '../syncml/genericAlert';
import type { KnownDevice, Report } from './knownDevice';

const version = './DevDetail/FwV';

/** A sentence for each contradiction. `offered`: the version that the package brings, where that is known. */
export function followUp(device: KnownDevice, report: Report, offered?: string): readonly string[] {
  const operation = Object.values(operations).find((candidate) => sameAlertType(reportType(candidate), report.type));
  if (operation === undefined || !/^\d{3}$/.test(report.result)) return [];
  const { source, sessions } = report;
  const read = (uri: string): string | undefined => device.told.findLast((told) => told.uri === uri && sessions.includes(told.sessionId))?.value;
  const state = source === undefined ? undefined : read(`${source}/State`);
  const before = device.told.find((told) => told.uri === version && !sessions.includes(told.sessionId))?.value;
  const after = read(version);
  return contradictions({
    operation,
    result: Number(report.result),
    ...(state !== undefined && /^\d+$/.test(state.trim()) && { state: Number(state) }),
    ...(before !== undefined && { before }),
    ...(after !== undefined && { after }),
    ...(offered !== undefined && { offered }),
  });
}
