// The elements of account files: the secrets of a flow's two ends, apart from the flow.
import { emptyContent, ordered, optional, required, row, table, unordered } from './rules';
import type { Schema } from './schema';

const secrets = [
  required('secret', 'The password that this end proves to know.'),
  optional('nonce', 'The nonce, in base64, of the first digest that this end makes.'),
];

export const accountsSchema: Schema = {
  id: 'accounts-1',
  title: 'Accounts of an update flow',
  namespaces: ['urn:fumo-tools:accounts:1'],
  roots: ['accounts'],
  elements: table(
    row('accounts', ordered('account*'), '', 'The devices that the server knows.'),
    row('account', unordered('client server'), '', 'What one device and the server prove to each other.', {
      attributes: [
        required('device', 'The device, as in the Source of its messages: IMEI:493005100592800.'),
        optional('auth', 'How both ends prove who they are; md5 where it is missing.', ['md5', 'hmac', 'basic', 'none']),
      ],
    }),
    row('client', emptyContent, 'DM-SEC 5.3', 'What the device proves to the server.', {
      attributes: [required('name', 'The user name that the device gives with its credentials.'), ...secrets],
    }),
    row('server', emptyContent, 'DM-SEC 5.3', 'What the server proves to the device; its name is the id of the server.', { attributes: secrets }),
  ),
};
