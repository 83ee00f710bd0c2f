// The elements of download descriptors 1.0: media, and its attributes, which are elements with text.
import { row, table, textContent, unordered } from './rules';
import type { Schema } from './schema';

/** Each once; devices take the first and go on where there are more. */
const single = ['DDVersion', 'name', 'vendor', 'description', 'size', 'objectURI', 'installNotifyURI', 'installParam', 'nextURL', 'infoURL', 'iconURI'];

export const downloadDescriptor: Schema = {
  id: 'download-descriptor-1.0',
  title: 'OMA download descriptor',
  namespaces: ['http://www.openmobilealliance.org/xmlns/dd'],
  roots: ['media'],
  elements: table(
    row(
      'media',
      unordered('DDVersion? name? vendor? description? type+ size objectURI installNotifyURI? installParam? nextURL? infoURL? iconURI?'),
      'DLOTA media',
      'Says what a download brings before it is fetched: where it is, how large, and of what type.',
      { foreign: true, unknown: 'hint', repeated: Object.fromEntries(single.map((name) => [name, 'warning'])) },
    ),
    row('DDVersion', textContent, 'DLOTA DDVersion', 'The version of the descriptor: 1.0, also where it is missing; devices refuse another major version with 951.'),
    row('name', textContent, 'DLOTA name', 'The name of the object, shown to the user.'),
    row('vendor', textContent, 'DLOTA vendor', 'Who offers the object, shown to the user.'),
    row('description', textContent, 'DLOTA description', 'What the object is, in words for the user.'),
    row('type', textContent, 'DLOTA type', 'The media type of the object; further ones are of what it contains, which the device must take as well.'),
    row('size', textContent, 'DLOTA size', 'The octets of the object, a positive whole number without separators.'),
    row('objectURI', textContent, 'DLOTA objectURI', 'Where the object is fetched; a relative address counts from that of the descriptor.'),
    row('installNotifyURI', textContent, 'DLOTA installNotifyURI', 'Where the device posts its status report: an absolute http or https address.'),
    row('installParam', textContent, 'DLOTA installParam', 'A parameter that the installer is given unchanged.'),
    row('nextURL', textContent, 'DLOTA nextURL', 'The page that is offered when all is over, whatever came of it.'),
    row('infoURL', textContent, 'DLOTA infoURL', 'A page that says more about the object, for the user who is asked.'),
    row('iconURI', textContent, 'DLOTA iconURI', 'An icon to show with the question.'),
  ),
};
