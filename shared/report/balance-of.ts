export { balanceOf } from '../ledger/append-entry.ts';
