//! The protobuf wire format, as far as a request must be checked.

/// A field of a protobuf message: its number, its value if that is a varint, and its content if it has a length.
pub(super) struct Field<'a> {
    number: u64,
    value: u64,
    content: Option<&'a [u8]>,
}

impl<'a> Field<'a> {
    /// The content, if the field has this number and a length.
    pub(super) fn bytes(&self, number: u64) -> Option<&'a [u8]> {
        self.content.filter(|_| self.number == number)
    }

    /// The value, if the field has this number and is a varint.
    pub(super) fn varint(&self, number: u64) -> Option<u64> {
        (self.number == number && self.content.is_none()).then_some(self.value)
    }
}

/// The fields of a message in the protobuf wire format; `None` if the bytes are not a message.
pub(super) fn fields(message: &[u8]) -> Option<Vec<Field<'_>>> {
    let mut fields = Vec::new();
    let mut groups = Vec::new();
    let mut rest = message;
    while !rest.is_empty() {
        let (tag, after) = varint(rest)?;
        let number = tag >> 3;
        if number == 0 || number > (1 << 29) - 1 {
            return None;
        }
        let mut content = None;
        let mut value = 0;
        rest = match tag & 7 {
            0 => {
                let (found, after) = varint(after)?;
                value = found;
                after
            }
            1 => after.get(8..)?,
            2 => {
                let (length, after) = varint(after)?;
                let (bytes, after) = after.split_at_checked(usize::try_from(length).ok()?)?;
                content = Some(bytes);
                after
            }
            3 => {
                groups.push(number);
                after
            }
            4 if groups.pop() == Some(number) => after,
            5 => after.get(4..)?,
            _ => return None,
        };
        if groups.is_empty() {
            fields.push(Field {
                number,
                value,
                content,
            });
        }
    }
    groups.is_empty().then_some(fields)
}

fn varint(bytes: &[u8]) -> Option<(u64, &[u8])> {
    let mut value = 0;
    for (at, &byte) in bytes.iter().take(10).enumerate() {
        if at == 9 && byte > 1 {
            return None;
        }
        value |= u64::from(byte & 0x7F) << (7 * at);
        if byte < 0x80 {
            return Some((value, &bytes[at + 1..]));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::fields;

    #[test]
    fn reads_the_wire_format() {
        let message = [
            0x08, 0x96, 0x01, 0x12, 0x02, b'h', b'i', 0x1D, 0, 0, 0, 0, 0x23, 0x24,
        ];
        let fields = fields(&message).unwrap();
        assert_eq!(fields[0].varint(1), Some(150));
        assert_eq!(fields[1].bytes(2), Some(&b"hi"[..]));
        assert_eq!(fields.len(), 4);
        assert!(fields[0].varint(2).is_none() && fields[1].varint(2).is_none());
        assert!(fields[0].bytes(1).is_none() && fields[1].bytes(1).is_none());
    }

    #[test]
    fn accepts_values_at_the_limits() {
        let last_number = [0xF8, 0xFF, 0xFF, 0xFF, 0x0F, 0];
        assert_eq!(
            fields(&last_number).unwrap()[0].varint((1 << 29) - 1),
            Some(0)
        );
        let mut largest = [0xFF; 11];
        (largest[0], largest[10]) = (0x08, 1);
        assert_eq!(fields(&largest).unwrap()[0].varint(1), Some(u64::MAX));
        let fixed = [0x09, 1, 2, 3, 4, 5, 6, 7, 8, 0x15, 1, 2, 3, 4];
        assert_eq!(fields(&fixed).unwrap().len(), 2);
        assert_eq!(fields(&[0x0A, 0]).unwrap()[0].bytes(1), Some(&b""[..]));
    }

    #[test]
    fn refuses_truncated_and_out_of_range_values() {
        for message in [
            &[0x08][..],
            &[0x12, 0x05, b'x'],
            &[0x00, 0x00],
            &[0x0C],
            &[0x0B],
            &[0x0F],
            &[0x80; 11],
            &[
                0x08, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 2,
            ],
            &[0x80, 0x80, 0x80, 0x80, 0x10, 0],
            &[0x09, 1, 2, 3, 4, 5, 6, 7],
            &[0x0D, 1, 2, 3],
            &[0x0B, 0x14],
        ] {
            assert!(fields(message).is_none(), "{message:?}");
        }
    }
}
