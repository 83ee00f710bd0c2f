// The status codes: what each one says and where device management uses it. [RepPro 11]

export interface StatusCode {
  readonly code: number;
  readonly name: string;
  /** One sentence. */
  readonly meaning: string;
  /** What the code is listed for: `SyncHdr`, or commands of DM. Other uses are legal. [DM-REP 6.6] */
  readonly commands: readonly string[];
  readonly use: 'device-management' | 'data-synchronisation' | 'reserved';
  readonly clause: string;
}

export const statusCodes: readonly StatusCode[] = [
  entry(101, 'In progress', "The command is being carried out and hasn't ended.", ''),
  entry(200, 'OK', 'The command was carried out; for the header, the credentials hold for this message only.', 'SyncHdr Add Alert Atomic Copy Delete Exec Get Replace Sequence'),
  entry(201, 'Item added', 'The item was made.', ''),
  entry(202, 'Accepted for processing', 'The command was taken on; its outcome follows later.', 'Alert Exec'),
  entry(203, 'Non-authoritative response', 'Somebody other than the addressed party answered.', ''),
  entry(204, 'No content', 'The command was carried out and there is no data to return.', ''),
  entry(205, 'Reset content', 'The originator should fetch its copy again.', ''),
  entry(206, 'Partial content', 'Only a part of the command was carried out.', ''),
  entry(207, 'Conflict resolved with merge', 'Data synchronisation: both versions were merged.', '', 'data-synchronisation'),
  entry(208, "Conflict resolved with client's command winning", "Data synchronisation: the client's version was kept.", '', 'data-synchronisation'),
  entry(209, 'Conflict resolved with duplicate', 'Data synchronisation: both versions were kept.', '', 'data-synchronisation'),
  entry(210, 'Delete without archive', 'Data synchronisation: the item was deleted without being archived.', '', 'data-synchronisation'),
  entry(211, 'Item not deleted', "The item to delete wasn't found.", ''),
  entry(212, 'Authentication accepted', 'The credentials hold for the rest of the session.', 'SyncHdr'),
  entry(213, 'Chunked item accepted and buffered', 'One chunk of a large object was stored; more must follow.', 'Add Replace'),
  entry(214, 'Operation cancelled', 'The command was done and nothing more is processed; the user cancelled an interaction.', 'Alert'),
  entry(215, 'Not executed', 'The command was passed over because of what the user decided.', 'Add Alert Atomic Copy Delete Get Replace'),
  entry(216, 'Atomic roll back OK', 'The command was undone because another one in its Atomic failed.', 'Add Alert Copy Delete'),
  entry(300, 'Multiple choices', 'There are several targets; the Items name them.', ''),
  entry(301, 'Moved permanently', 'The target has a new address for good, named in the Item.', ''),
  entry(302, 'Found', 'The target has another address for now, named in the Item.', ''),
  entry(303, 'See other', 'The answer is found at another address, named in the Item.', ''),
  entry(304, 'Not modified', 'The command was not carried out; to a confirmation, the user said no.', 'Alert', 'device-management', 'DM-PRO 10.2.2'),
  entry(305, 'Use proxy', 'The target must be reached through the proxy that the Item names.', ''),
  entry(400, 'Bad request', 'The command is malformed.', ''),
  entry(401, 'Invalid credentials', 'The credentials were refused; a challenge goes with it.', 'SyncHdr Add Alert Atomic Copy Delete Exec Get Replace Sequence'),
  entry(402, 'Payment required', 'Payment is needed before the command is carried out.', ''),
  entry(403, 'Forbidden', 'The command was understood and refused; repeating it is of no use.', 'Copy Delete Exec Replace'),
  entry(404, 'Not found', "The target doesn't exist, or the recipient won't tell.", 'Add Delete Exec Get Replace'),
  entry(405, 'Command not allowed', "The command isn't allowed on that target, whoever asks.", 'Add Alert Copy Delete Exec Replace'),
  entry(406, 'Optional feature not supported', "The recipient doesn't have the optional feature that was asked for.", 'Alert Atomic Copy Exec Get'),
  entry(407, 'Missing credentials', 'The sender must authenticate first; a challenge goes with it.', 'SyncHdr Add Atomic Copy Delete Exec Get Replace Sequence'),
  entry(408, 'Request timeout', "What was waited for, such as the user's answer, didn't come in time.", 'Alert'),
  entry(409, 'Conflict', 'Another change stands against this one.', ''),
  entry(410, 'Gone', "The target is no longer there and won't come back.", ''),
  entry(411, 'Size required', 'The command needs a Size in its Meta.', ''),
  entry(412, 'Incomplete command', 'The command lacks parameters or has wrong ones.', 'Alert'),
  entry(413, 'Request entity too large', 'The item is larger than the recipient takes.', 'Add Get Replace'),
  entry(414, 'URI too long', 'The address or one of its names is too long, or the tree would become too deep.', 'Add Copy Delete Exec Get Replace'),
  entry(415, 'Unsupported media type or format', "The recipient can't take data of this type or format.", 'Add Alert Get Replace'),
  entry(416, 'Requested size too big', 'The size that was announced is more than the recipient takes.', 'Alert'),
  entry(417, 'Retry later', "The recipient can't do it now; the command may be sent again.", ''),
  entry(418, 'Already exists', 'The target is there already.', 'Add Copy Replace'),
  entry(419, 'Conflict resolved with server data', "Data synchronisation: the server's version was kept.", '', 'data-synchronisation'),
  entry(420, 'Device full', 'The recipient has no room left.', 'Add Copy Exec Replace'),
  entry(421, 'Unknown search grammar', "Data synchronisation: the search language isn't known.", '', 'data-synchronisation'),
  entry(422, 'Bad CGI script', 'The part of the address after the question mark is malformed.', ''),
  entry(423, 'Soft-delete conflict', 'Data synchronisation: the item was soft-deleted already.', '', 'data-synchronisation'),
  entry(424, 'Size mismatch', "The octets that came aren't as many as Size announced.", 'Add Replace'),
  entry(425, 'Permission denied', "The access control list of the target doesn't let the sender do this.", 'Add Copy Delete Exec Get Replace'),
  entry(426, 'Partial item not accepted', "Data synchronisation: a part of an item isn't taken.", '', 'data-synchronisation'),
  entry(427, 'Item not empty', 'Data synchronisation: the parent still holds items.', '', 'data-synchronisation'),
  entry(428, 'Move failed', "Data synchronisation: the item couldn't be moved.", '', 'data-synchronisation'),
  entry(500, 'Command failed', "The recipient couldn't carry the command out, for a reason that it doesn't name.", 'Add Alert Atomic Copy Exec Get Replace Sequence'),
  entry(501, 'Command not implemented', "The recipient doesn't know the command.", ''),
  entry(502, 'Bad gateway', 'Somebody on the way gave a wrong answer.', ''),
  entry(503, 'Service unavailable', 'The recipient is overloaded or under maintenance.', ''),
  entry(504, 'Gateway timeout', "Somebody on the way didn't answer in time.", ''),
  entry(505, 'DTD version not supported', "VerDTD names a version that the recipient doesn't speak; the Items name those that it does.", 'SyncHdr'),
  entry(506, 'Processing error', 'Something went wrong while the command was carried out; it may be sent again.', ''),
  entry(507, 'Atomic failed', 'One of the commands in the Atomic failed, so none counts.', 'Atomic'),
  entry(508, 'Refresh required', 'Data synchronisation: everything must be synchronised anew.', '', 'data-synchronisation'),
  entry(509, 'Reserved', 'No meaning; it must not be sent.', '', 'reserved'),
  entry(510, 'Data store failure', "The recipient's storage failed.", 'Copy Exec'),
  entry(511, 'Server failure', 'The recipient failed badly; the command must not be sent again.', ''),
  entry(512, 'Synchronization failed', 'Data synchronisation: the session failed.', '', 'data-synchronisation'),
  entry(513, 'Protocol version not supported', "VerProto names a version that the recipient doesn't speak; the Items name those that it does.", 'SyncHdr'),
  entry(514, 'Operation cancelled', 'The command was cancelled before it was carried out.', ''),
  entry(516, 'Atomic roll back failed', "The command couldn't be undone after another one in its Atomic had failed.", 'Add Alert Copy Delete Replace'),
  entry(517, 'Atomic response too large to fit', "The answers to the commands of the Atomic don't fit in one message.", 'Atomic'),
];

/** `commands` are names with blanks between. */
function entry(
  code: number,
  name: string,
  meaning: string,
  commands: string,
  use: StatusCode['use'] = 'device-management',
  clause = 'RepPro 11',
): StatusCode {
  return { code, name, meaning, commands: commands === '' ? [] : commands.split(' '), use, clause };
}

const byCode = new Map(statusCodes.map((status) => [String(status.code), status]));

/** By its number, as number or as text; `undefined` for what isn't defined. [RepPro 11] */
export function statusCode(code: number | string): StatusCode | undefined {
  return byCode.get(String(code).trim());
}

export function statusName(code: number | string): string | undefined {
  return statusCode(code)?.name;
}

/** `425 Permission denied`; the bare number for a code that isn't defined. */
export function statusText(code: number | string): string {
  const name = statusName(code);
  return name === undefined ? String(code) : `${code} ${name}`;
}

/** True for 2xx. [RepPro 11] */
export function isSuccess(code: number | string): boolean {
  return /^2\d\d$/.test(String(code).trim());
}
