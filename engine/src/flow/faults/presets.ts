// The presets: everything that can be made to go wrong, in one table.
import { deviceFaults, packageFaults } from './deviceFaults';
import { downloadFaults } from './downloadFaults';
import { exchangeFaults } from './exchangeFaults';
import { messageFaults } from './messageFaults';
import { notificationFaults, serverFaults, userFaults } from './otherFaults';
import type { FaultPreset } from './preset';

export const faultPresets: readonly FaultPreset[] = [
  ...exchangeFaults,
  ...messageFaults,
  ...notificationFaults,
  ...serverFaults,
  ...userFaults,
  ...packageFaults,
  ...deviceFaults,
  ...downloadFaults,
];

const byName: ReadonlyMap<string, FaultPreset> = new Map(faultPresets.map((preset) => [preset.name, preset]));

export function faultPreset(name: string): FaultPreset | undefined {
  return byName.get(name);
}
