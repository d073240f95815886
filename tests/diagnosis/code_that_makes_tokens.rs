//! Code of each SDK with a common mistake, and the line to write.

use super::*;

#[track_caller]
fn assert_mends(code: &str, mistake: &str, line: &str) {
    let report = at(code, NOW);
    let finding = report
        .findings
        .iter()
        .find(|finding| finding.code.name() == mistake);
    let finding = finding.unwrap_or_else(|| panic!("{:?}", report.findings));
    assert!(
        plain(&finding.fix).contains(line),
        "{}",
        plain(&finding.fix)
    );
    assert!(!finding.spans.is_empty());
}

#[test]
fn a_mistake_in_code_gets_the_line_to_write() {
    assert_mends(
        "const at = new AccessToken(apiKey, apiSecret, { identity: 'a' });\nat.addGrant({ roomJoin: true, room });\nreturn { token: at.toJwt() };",
        "to_jwt_not_awaited",
        "await at.toJwt()",
    );
    assert_mends(
        "at.addGrant({ roomJoin: true, roomName: 'r' })",
        "grant_misnamed",
        "Write room",
    );
    let lines = [
        ("at.addGrant({ room: 'r' })", "roomJoin: true"),
        (
            "api.AccessToken(k, s).with_identity('a').with_grants(api.VideoGrants(room='r'))",
            "room_join=True",
        ),
        (
            "at.SetVideoGrant(&auth.VideoGrant{Room: room})",
            "RoomJoin: true",
        ),
        (
            "token.video_grant = LiveKit::VideoGrant.new(room: 'r')",
            "roomJoin: true",
        ),
        (
            "AccessToken::with_api_key(k, s).with_grants(VideoGrants { room: r, ..Default::default() })",
            "room_join: true",
        ),
    ];
    for (code, line) in lines {
        assert_mends(code, "grant_without_room_join", line);
    }
    assert_mends(
        "at := auth.NewAccessToken(k, s).SetIdentity(i).SetValidFor(3600)",
        "lifetime_unit",
        "time.Minute",
    );
    assert_mends(
        "api.AccessToken(k, s).with_identity(i).with_ttl(3600)",
        "lifetime_unit",
        "timedelta(",
    );
    assert_mends(
        "AccessToken(API_SECRET, API_KEY); token.addGrants(RoomJoin(true))",
        "key_secret_swapped_in_code",
        "apiKey, apiSecret",
    );
    assert_mends(
        "$token = (new AccessToken($key, $secret))->init($options)->setGrant((new VideoGrant())->setRoomJoin());\nVITE_LIVEKIT_API_SECRET=x",
        "secret_in_the_browser",
        "Make a new pair",
    );
}

#[test]
fn a_mistake_in_code_explains_the_server_s_answer() {
    let report = assert_leads(
        "invalid authorization token\nconst token = at.toJwt();\nat.addGrant({ roomJoin: true, room: 'r' });",
        Outcome::Refuses,
        "to_jwt_not_awaited",
    );
    assert_eq!(report.findings[0].cause.name(), "missing_token_or_header");
}

#[test]
fn code_that_sends_a_promise_comes_before_a_token_that_works() {
    let code = "const token = at.toJwt();\nawait room.connect(url, token);";
    assert_leads(
        &format!("{code}\n{}{}", env(SECRET), token(&claims(), SECRET)),
        Outcome::Refuses,
        "to_jwt_not_awaited",
    );
}

#[test]
fn sound_code_gets_no_finding() {
    for code in [
        "const at = new AccessToken(key, secret, { identity: 'a', ttl: '10m' });\nat.addGrant({ roomJoin: true, room: 'r' });\nreturn await at.toJwt();",
        "api.AccessToken(key, secret).with_identity('a').with_grants(api.VideoGrants(room_join=True, room='r')).to_jwt()",
        "api.AccessToken(k, s).with_identity('a').with_ttl(timedelta(1)).with_grants(api.VideoGrants(room_join=True, room='r')).to_jwt()",
        "val token = AccessToken(key, secret)\ntoken.identity = \"a\"\ntoken.addGrants(RoomJoin(true), RoomName(\"r\"))\nreturn token.toJwt()",
    ] {
        let report = at(code, NOW);
        assert!(report.findings.is_empty(), "{:?}", report.findings);
    }
}
