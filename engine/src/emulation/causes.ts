// Why an update commonly fails: by the step that did not come, and by the result that came instead.
import { placesOf, type FaultPlace } from '../flow/faults/places';
import type { Step } from '../flow/model';

export interface Cause {
  /** Where the specification asks for what is missing. */
  readonly clause: string;
  /** What it commonly is, as the second half of a sentence. */
  readonly commonly: string;
}

const ofPlaces: Readonly<Partial<Record<FaultPlace, Cause>>> = {
  opening: {
    clause: 'DM-NOTI 5.1, DM-PRO 8.3',
    commonly: 'a notification that was lost or not believed (its digest is made with the server secret and nonce of the account), a server identifier without an account on the device, or an address that the device cannot reach',
  },
  read: { clause: 'DM-PRO 8.4', commonly: 'credentials that were refused, or a session that was lost' },
  reply: { clause: 'DM-PRO 8.5', commonly: 'a client that was lost in the middle of the session, or that answers something else than it was asked' },
  question: { clause: 'DM-PRO 10.2', commonly: 'a node that the device could not give, or a session that was lost before' },
  prompt: { clause: 'DM-PRO 10.2', commonly: 'a device that cannot show this kind of alert' },
  user: { clause: 'DM-PRO 10.2.2', commonly: 'a user who does not look, or a MAXDT that is too short' },
  package: { clause: 'DM-PRO 7', commonly: 'a MaxMsgSize or MaxObjSize that is too small, a chunk that was lost, a Size that is not that of the object, or no right to replace PkgData' },
  address: { clause: 'FUMO 5.1.5', commonly: 'no right to replace PkgURL, or a session that was lost before' },
  order: { clause: 'FUMO 6.1', commonly: 'a package that was not taken, an Exec that the device refuses, or no right to execute' },
  'download-order': { clause: 'FUMO 6.1', commonly: 'an Exec that the device refuses, no right to execute, or an update that is under way already' },
  'hand-over': { clause: 'FUMO 6.1', commonly: 'an Exec that was refused, or never arrived' },
  'download-hand-over': { clause: 'FUMO 6.1', commonly: 'an Exec that was refused, or never arrived' },
  'descriptor-request': { clause: 'FUMO 5.1.5', commonly: 'a PkgURL that leads elsewhere, or a download server that the device cannot reach' },
  descriptor: { clause: 'DLOTA 5.2', commonly: 'a descriptor that is not where PkgURL says' },
  'consent-prompt': { clause: 'DLOTA 5.2', commonly: 'a descriptor that the device refuses: malformed, of another version, too large or of another type than it takes' },
  consent: { clause: 'DLOTA 902', commonly: 'a user who does not look' },
  'package-request': { clause: 'DLOTA 5.3', commonly: 'an objectURI that leads elsewhere, or a download server that the device cannot reach' },
  'package-response': { clause: 'DLOTA 903', commonly: 'a connection that breaks off, or a server that is too slow' },
  'package-hand-over': { clause: 'FUMO 6.1.3', commonly: 'a package that is not what its descriptor says' },
  install: { clause: 'FUMO 6.1.2', commonly: 'an installation that takes longer than the flow allows, or a device that does not come back' },
  outcome: { clause: 'FUMO 6.2', commonly: 'a device that does not start any more' },
  notice: { clause: 'DLOTA installNotifyURI', commonly: 'an installNotifyURI that is missing or leads elsewhere, or a receiver that refuses the report' },
  report: { clause: 'FUMO 6.2', commonly: 'a device that does not start any more, a server that it cannot reach, or credentials that are refused' },
};

/** Why a step commonly does not come. */
export function causeOfStep(step: Step, next: Step | undefined): Cause | undefined {
  const [place] = placesOf(step, next);
  return place === undefined ? undefined : ofPlaces[place];
}

const ofResults: Readonly<Record<number, string>> = {
  400: 'a battery that is too low, or a device that is in use',
  401: 'a user who said no, or did not answer in time',
  402: 'a file that is damaged on the server, or a descriptor that says another size or type',
  403: 'a package for another model, or made for another version than the device has',
  404: 'a package that is not signed, or not with the key that the device trusts',
  405: 'a descriptor that is malformed, of another version, or of a type that the device does not take',
  406: 'a download server that asks for credentials that the device does not have',
  407: 'a download server that does not answer in time',
  408: 'a device that does not support this way of updating',
  410: 'power that was lost during the installation, or a firmware that does not start',
  411: 'an address with a mistake in it, or a file that is not there',
  412: 'a download server that is overloaded',
  500: 'a download server that fails, or leads in circles',
  501: 'files of the user that fill the memory',
  502: 'files of the user that fill the memory',
  503: 'reception that was lost during the download',
};

/** Why a device commonly reports this; undefined for results that a vendor defines. */
export function causeOfResult(result: number): Cause | undefined {
  const commonly = ofResults[result];
  return commonly === undefined ? undefined : { clause: 'FUMO 6.2.4', commonly };
}

/** ` [FUMO 6.2] The common cause is …` with a full stop; empty where nothing is known. */
export function causeText(cause: Cause | undefined): string {
  return cause === undefined ? '' : ` [${cause.clause}] Commonly this is ${cause.commonly}.`;
}
