//! Form bodies: media types and `multipart/form-data` (RFC 7578), as Go's `mime/multipart` reads them.

/// The media type of a `Content-Type`, in lower case and without parameters.
pub(super) fn media_type(content_type: &[u8]) -> Vec<u8> {
    let end = content_type.iter().position(|&byte| byte == b';');
    content_type[..end.unwrap_or(content_type.len())]
        .trim_ascii()
        .to_ascii_lowercase()
}

/// The values in a multipart body, without files; empty if the body cannot be read.
pub(super) fn multipart(content_type: &[u8], body: &[u8]) -> Vec<(Vec<u8>, Vec<u8>)> {
    read(content_type, body).unwrap_or_default()
}

fn read(content_type: &[u8], body: &[u8]) -> Option<Vec<(Vec<u8>, Vec<u8>)>> {
    let boundary = [b"--", parameter(content_type, b"boundary")?.as_slice()].concat();
    let mut values = Vec::new();
    let mut rest = after_line(body, &boundary)?;
    loop {
        let (head, content) = split_head(rest)?;
        let end = find(content, &[b"\n", boundary.as_slice()].concat())?;
        let value = &content[..end];
        let value = value.strip_suffix(b"\r").unwrap_or(value);
        if let Some(disposition) = header(head, b"content-disposition") {
            let is_form_data = media_type(disposition) == b"form-data";
            let is_file = parameter(disposition, b"filename").is_some();
            if let (true, false, Some(name)) =
                (is_form_data, is_file, parameter(disposition, b"name"))
            {
                values.push((name, value.to_vec()));
            }
        }
        let after = &content[end + 1 + boundary.len()..];
        if after.starts_with(b"--") {
            return Some(values);
        }
        rest = &after[find(after, b"\n")? + 1..];
    }
}

/// The text after the first boundary line.
fn after_line<'a>(body: &'a [u8], boundary: &[u8]) -> Option<&'a [u8]> {
    let mut rest = body;
    loop {
        let end = find(rest, b"\n")?;
        if rest[..end].trim_ascii_end() == boundary {
            return Some(&rest[end + 1..]);
        }
        rest = &rest[end + 1..];
    }
}

/// The headers of a part, and the text after the empty line that ends them.
fn split_head(part: &[u8]) -> Option<(&[u8], &[u8])> {
    let mut at = 0;
    loop {
        let end = at + find(&part[at..], b"\n")?;
        if matches!(&part[at..end], b"" | b"\r") {
            return Some((&part[..at], &part[end + 1..]));
        }
        at = end + 1;
    }
}

fn header<'a>(head: &'a [u8], name: &[u8]) -> Option<&'a [u8]> {
    head.split(|&byte| byte == b'\n').find_map(|line| {
        let colon = line.iter().position(|&byte| byte == b':')?;
        line[..colon]
            .eq_ignore_ascii_case(name)
            .then(|| line[colon + 1..].trim_ascii())
    })
}

/// A parameter of a media type or disposition, without quotes.
fn parameter(header: &[u8], name: &[u8]) -> Option<Vec<u8>> {
    header.split(|&byte| byte == b';').skip(1).find_map(|pair| {
        let equals = pair.iter().position(|&byte| byte == b'=')?;
        let value = pair[equals + 1..].trim_ascii();
        let unquoted = value
            .strip_prefix(b"\"")
            .and_then(|value| value.strip_suffix(b"\""));
        pair[..equals]
            .trim_ascii()
            .eq_ignore_ascii_case(name)
            .then(|| unquoted.unwrap_or(value).to_vec())
    })
}

fn find(text: &[u8], what: &[u8]) -> Option<usize> {
    text.windows(what.len()).position(|window| window == what)
}

#[cfg(test)]
mod tests {
    use super::multipart;

    #[test]
    fn reads_values_and_skips_files() {
        let body = b"preamble\n--b\nContent-Disposition: form-data; name=x\n\n1\n--b\n\
            Content-Disposition: form-data; name=y; filename=f\n\n2\n--b\n\
            Content-Disposition: form-data; name=z\n\n3\n--b--";
        assert_eq!(
            multipart(b"multipart/form-data; boundary=\"b\"", body),
            [("x", "1"), ("z", "3")].map(|(name, value)| (name.into(), value.into()))
        );
        assert!(multipart(b"multipart/form-data", body).is_empty());
        assert!(multipart(b"multipart/form-data; boundary=b", b"--b\n").is_empty());
    }
}
