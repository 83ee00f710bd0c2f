// What goes wrong with the package and inside the device.
import { downloadPlaces, type FaultPlace } from './places';
import { at, grouped, lasting, messages } from './rows';

const withPackage: readonly FaultPlace[] = ['package', 'descriptor-request', 'descriptor', 'package-request', 'package-response'];
const bearing: readonly FaultPlace[] = [...messages, 'prompt', 'user', 'hand-over', 'install', 'outcome', ...downloadPlaces, 'notice'];
const off = lasting('for', '5s', 'How long the device stays off.');
const write = { name: 'write', form: 'count', value: '1', says: "Which write to the device's memory, counted from the step on." } as const;

export const packageFaults = grouped('package', [
  {
    name: 'package-corrupt',
    says: 'An octet of the package is another one.',
    places: withPackage,
    settings: [],
    clause: 'FUMO 6.2.4',
    cause: 'A broken file on the server.',
  },
  {
    name: 'package-unsigned',
    says: 'The device takes only signed packages, and this one is not.',
    places: [...withPackage, 'install'],
    settings: [],
    clause: 'FUMO 6.2.4',
    cause: 'A package of the developers instead of the released one.',
  },
  {
    name: 'package-other-model',
    says: 'The package is for another model.',
    places: withPackage,
    settings: [],
    clause: 'FUMO 6.2.4',
    cause: 'A mistake in the assignment of packages to devices.',
  },
  {
    name: 'package-other-version',
    says: 'The package updates another version than the device has.',
    places: withPackage,
    settings: [],
    clause: 'FUMO 6.2.4',
    cause: 'The device was updated by other means in the meantime.',
  },
]);

export const deviceFaults = grouped('device', [
  {
    name: 'memory-full',
    says: 'The device has no room for the package.',
    places: ['package', 'descriptor-request', 'descriptor'],
    settings: [],
    clause: 'FUMO 6.2.4',
    cause: "The user's own files fill the memory.",
  },
  {
    name: 'memory-full-update',
    says: 'The device has no room to install the package.',
    places: ['install'],
    settings: [],
    clause: 'FUMO 6.2.4',
    cause: 'An installation that needs more room than the package.',
  },
  {
    name: 'battery-low',
    says: 'The battery is too low to install.',
    places: ['install'],
    settings: [],
    clause: 'FUMO 6.2.4',
    cause: 'The device was not charged.',
  },
  {
    name: 'install-fails',
    says: 'The installation fails with a result of your choice.',
    places: ['install'],
    settings: [{ name: 'result', form: 'status', value: '410', says: 'The result code that is reported, vendor ranges included.' }],
    clause: 'FUMO 6.2.4',
    cause: 'A defect in flash memory, or in the installer.',
  },
  {
    name: 'power-cut',
    says: 'The power goes, and comes back after a while.',
    places: bearing,
    settings: [at('40%'), off],
    clause: 'FUMO 6',
    cause: 'An empty battery, or one that is taken out.',
  },
  {
    name: 'power-cut-before-write',
    says: 'The power goes just before the device keeps something in its memory.',
    places: bearing,
    settings: [write, off],
    clause: 'FUMO 6',
    cause: 'An empty battery, at the worst moment.',
  },
  {
    name: 'power-cut-after-write',
    says: 'The power goes just after the device has kept something in its memory.',
    places: bearing,
    settings: [write, off],
    clause: 'FUMO 6',
    cause: 'An empty battery, at the worst moment.',
  },
  {
    name: 'boot-loop',
    says: 'The new firmware does not start, and the old one is put back.',
    places: ['install'],
    settings: [],
    clause: 'FUMO 6.2.4',
    cause: 'A firmware that was not tried on this model.',
  },
  {
    name: 'bricked',
    says: 'The new firmware does not start, and there is no way back.',
    places: ['install'],
    settings: [],
    clause: 'FUMO 8',
    cause: 'A boot loader that was overwritten.',
  },
  {
    name: 'clock-forward',
    says: "The device's clock jumps forward.",
    places: bearing,
    settings: [lasting('for', '24h', 'How far it jumps.')],
    clause: 'DM-PRO 8',
    cause: 'The network sets the time, or the device wakes from a long sleep.',
  },
  {
    name: 'clock-back',
    says: "The device's clock jumps back.",
    places: bearing,
    settings: [lasting('for', '24h', 'How far it jumps.')],
    clause: 'DM-PRO 8',
    cause: 'A battery was taken out, and the clock begins anew.',
  },
]);
