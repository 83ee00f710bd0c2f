// What goes wrong with the package and inside the device.
import { downloadPlaces, insidePlaces, type FaultPlace } from './places';
import { at, beforeOrder, dead, failing, grouped, howFar, lasting, messages, nothing, ready, unconfirmed, usual } from './rows';

const withPackage: readonly FaultPlace[] = ['package', 'descriptor-request', 'descriptor', 'package-request', 'package-response'];
const bearing: readonly FaultPlace[] = [...messages, ...insidePlaces, ...downloadPlaces, 'notice'];
const afterOrder: readonly FaultPlace[] = ['hand-over', 'download-hand-over', 'package-hand-over', 'install', 'outcome'];
/** Where the device keeps something soon. */
const keeping: readonly FaultPlace[] = ['read', 'package', 'address', 'order', 'download-order', ...afterOrder, ...downloadPlaces, 'notice', 'report'];
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
    outcomes: [failing(402)],
  },
  {
    name: 'package-unsigned',
    says: 'The device takes only signed packages, and this one is not.',
    places: [...withPackage, 'install'],
    settings: [],
    clause: 'FUMO 6.2.4',
    cause: 'A package of the developers instead of the released one.',
    outcomes: [failing(404)],
  },
  {
    name: 'package-other-model',
    says: 'The package is for another model.',
    places: withPackage,
    settings: [],
    clause: 'FUMO 6.2.4',
    cause: 'A mistake in the assignment of packages to devices.',
    outcomes: [failing(403)],
  },
  {
    name: 'package-other-version',
    says: 'The package updates another version than the device has.',
    places: withPackage,
    settings: [],
    clause: 'FUMO 6.2.4',
    cause: 'The device was updated by other means in the meantime.',
    outcomes: [failing(403)],
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
    outcomes: [at(['package'], nothing), failing(501)],
  },
  {
    name: 'memory-full-update',
    says: 'The device has no room to install the package.',
    places: ['install'],
    settings: [],
    clause: 'FUMO 6.2.4',
    cause: 'An installation that needs more room than the package.',
    outcomes: [failing(502)],
  },
  {
    name: 'battery-low',
    says: 'The battery is too low to install.',
    places: ['install'],
    settings: [],
    clause: 'FUMO 6.2.4',
    cause: 'The device was not charged.',
    outcomes: [failing(400)],
  },
  {
    name: 'install-fails',
    says: 'The installation fails with a result of your choice.',
    places: ['install'],
    settings: [{ name: 'result', form: 'status', value: '410', says: 'The result code that is reported, vendor ranges included.' }],
    clause: 'FUMO 6.2.4',
    cause: 'A defect in flash memory, or in the installer.',
    outcomes: [failing(410)],
  },
  {
    name: 'power-cut',
    says: 'The power goes, and comes back after a while.',
    places: bearing,
    settings: [howFar('40%'), off],
    clause: 'FUMO 6',
    cause: 'An empty battery, or one that is taken out.',
    outcomes: [at([...beforeOrder, 'prompt', 'user', 'address', 'download-order'], nothing), at(['order'], ready), at(['install'], failing(410)), usual],
  },
  {
    name: 'power-cut-before-write',
    says: 'The power goes just before the device keeps something in its memory.',
    places: keeping,
    settings: [write, off],
    clause: 'FUMO 6',
    cause: 'An empty battery, at the worst moment.',
    outcomes: [at(['read', 'package', 'address', 'download-order'], nothing), at(['order'], ready), at(['install'], failing(410)), usual],
  },
  {
    name: 'power-cut-after-write',
    says: 'The power goes just after the device has kept something in its memory.',
    places: keeping,
    settings: [write, off],
    clause: 'FUMO 6',
    cause: 'An empty battery, at the worst moment.',
    outcomes: [at(['read', 'address', 'download-order'], nothing), at(['package'], ready), at(['order'], unconfirmed), at(['hand-over'], failing(410)), usual],
  },
  {
    name: 'boot-loop',
    says: 'The new firmware does not start, and the old one is put back.',
    places: ['install'],
    settings: [],
    clause: 'FUMO 6.2.4',
    cause: 'A firmware that was not tried on this model.',
    outcomes: [failing(410)],
  },
  {
    name: 'bricked',
    says: 'The new firmware does not start, and there is no way back.',
    places: ['install'],
    settings: [],
    clause: 'FUMO 8',
    cause: 'A boot loader that was overwritten.',
    outcomes: [dead],
  },
  {
    name: 'clock-forward',
    says: "The device's clock jumps forward.",
    places: bearing,
    settings: [lasting('for', '24h', 'How far it jumps.')],
    clause: 'DM-PRO 8',
    cause: 'The network sets the time, or the device wakes from a long sleep.',
    outcomes: [usual],
  },
  {
    name: 'clock-back',
    says: "The device's clock jumps back.",
    places: bearing,
    settings: [lasting('for', '24h', 'How far it jumps.')],
    clause: 'DM-PRO 8',
    cause: 'A battery was taken out, and the clock begins anew.',
    outcomes: [usual],
  },
]);
