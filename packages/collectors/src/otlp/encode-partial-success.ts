import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';

/**
 * What an OTLP receiver answers in protobuf when it left records out: `Export…ServiceResponse` with `partial_success` (1),
 * which holds the number of records (1) and why (2). The three signals number them alike. An answer about nothing is empty.
 */
export function encodePartialSuccess(rejected: number, message: string): Uint8Array {
  if (rejected === 0) return new Uint8Array();
  return new BinaryWriter()
    .tag(1, WireType.LengthDelimited)
    .fork()
    .tag(1, WireType.Varint)
    .int64(rejected)
    .tag(2, WireType.LengthDelimited)
    .string(message)
    .join()
    .finish();
}
