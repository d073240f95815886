//! Mistakes in code that makes tokens.

use why401::paste::code::{Kind, find};

#[track_caller]
fn assert_finds(code: &str, mistakes: &[Kind]) {
    let found: Vec<_> = find(code, true)
        .into_iter()
        .map(|mistake| mistake.kind)
        .collect();
    assert_eq!(found, mistakes, "{code}");
}

#[test]
fn finds_a_promise_that_is_not_awaited() {
    let node = "const at = new AccessToken(key, secret, { identity });\nat.addGrant({ roomJoin: true, room });\n";
    assert_finds(
        &format!("{node}const token = at.toJwt();"),
        &[Kind::NotAwaited],
    );
    assert_finds(
        &format!("{node}res.json({{ token: at.toJwt() }})"),
        &[Kind::NotAwaited],
    );
    assert_finds(&format!("{node}const token = await at.toJwt();"), &[]);
    assert_finds("const jwt = token.toJwt();", &[Kind::NotAwaited]);
    assert_finds(
        "const token = at.toJwt();\nawait room.connect(url, token)",
        &[Kind::NotAwaited],
    );
    for waits in [
        "const jwt: Promise<string> = at.toJwt();\nsend(await jwt);",
        "const jwt = at.toJwt();\njwt.then(send);",
        "const make = () => at.toJwt();",
        "const [a, b] = await Promise.all([one.toJwt(), two.toJwt()]);",
        "const all = new Promise((resolve) => resolve(at.toJwt()));",
    ] {
        assert_finds(waits, &[]);
    }
    assert_finds(&format!("{node}return at.toJwt();"), &[]);
    assert_finds(&format!("{node}at.toJwt().then(send);"), &[]);
    // Kotlin waits by itself.
    assert_finds(
        "token.addGrants(RoomJoin(true), RoomName(\"r\"))\nval jwt = token.toJwt()",
        &[],
    );
}

#[test]
fn finds_missing_and_misspelled_grants() {
    assert_finds(
        "await token.addGrant({ roomJoin: true, roomName: roomName, canPublish: true, ... })",
        &[Kind::MisnamedGrant { meant: "room" }],
    );
    assert_finds(
        "at.addGrant({ room: 'r', canPublish: true })",
        &[Kind::NoRoomJoin],
    );
    assert_finds(
        "at.AddGrant(&auth.VideoGrant{RoomAdmin: true, RoomCreate: true, RoomJoin: true})",
        &[Kind::NoRoom],
    );
    assert_finds(
        "api.AccessToken(k, s).with_grants(api.VideoGrants(room=\"r\"))",
        &[Kind::NoRoomJoin],
    );
    assert_finds(
        "at := auth.NewAccessToken(k, s)\nat.SetVideoGrant(&auth.VideoGrant{RoomJoin: true, Room: r})",
        &[Kind::NoIdentity],
    );
    assert_finds(
        "AccessToken::with_api_key(k, s).with_identity(\"a\").with_grants(VideoGrants { room_join: true, room: \"r\".into(), ..Default::default() })",
        &[],
    );
    assert_finds(
        "AccessToken::with_api_key(k, s).with_ttl(Duration::from_millis(3600))",
        &[Kind::LifetimeUnit],
    );
}

#[test]
fn finds_mistakes_of_tokens_made_by_hand() {
    assert_finds(
        "payload = {\"iss\": KEY, \"video\": {\"room_join\": True, \"room\": \"r\"}}\njwt.encode(payload, SECRET)",
        &[Kind::MisnamedGrant { meant: "roomJoin" }],
    );
    assert_finds(
        "jwt.sign({ iss: key, grants: { roomJoin: true, room } }, secret)",
        &[Kind::MisnamedGrant { meant: "video" }],
    );
    assert_finds(
        "jwt.sign({ iss: key, video: { roomJoin: true, room } }, secret)",
        &[],
    );
    for (claim, code) in [
        (
            "exp",
            "jwt.encode({\"exp\": int(time.time() * 1000) + 60000, \"sub\": \"a\"}, SECRET)",
        ),
        (
            "nbf",
            "now = int(time.time()*1000)\njwt.encode({\"nbf\": now, \"exp\": now + 60000}, SECRET)",
        ),
        ("exp", "jwt.sign({ exp: Date.now() + 3600 * 1000 }, secret)"),
        ("iat", "JWT::encode(['iat' => time() * 1000], $secret)"),
    ] {
        assert_finds(code, &[Kind::Milliseconds { claim }]);
    }
    for right in [
        "jwt.sign({ exp: Math.floor(Date.now() / 1000) + 3600 }, secret)",
        "const now = Math.floor(Date.now() / 1000);\njwt.sign({ nbf: now, exp: now + 60 }, secret)",
        "jwt.encode({\"exp\": int(time.time()) + 3600}, SECRET)",
        "jwt.encode({\"exp\": datetime.utcnow() + timedelta(hours=1)}, SECRET)",
    ] {
        assert_finds(right, &[]);
    }
    assert_finds(
        "exp = int((datetime.utcnow() + timedelta(hours=1)).timestamp())\njwt.encode({\"exp\": exp}, SECRET)",
        &[Kind::NaiveUtc],
    );
    for decoded in [
        "Buffer.from(process.env.LIVEKIT_API_SECRET, 'base64')",
        "Keys.hmacShaKeyFor(Decoders.BASE64.decode(apiSecret))",
        "new SymmetricSecurityKey(Convert.FromBase64String(apiSecret))",
        "jose.base64url.decode(process.env.LIVEKIT_API_SECRET)",
    ] {
        let code = format!("jwt.sign(payload, {decoded})");
        assert_finds(&code, &[Kind::DecodedSecret]);
    }
    assert_finds("jwt.sign(payload, Buffer.from(secret, 'utf8'))", &[]);
    // jjwt takes a text for base64.
    let jjwt = "Jwts.builder().signWith(SignatureAlgorithm.HS256, apiSecret).compact()";
    assert_finds(jjwt, &[Kind::DecodedSecret]);
    assert_finds(&jjwt.replace("apiSecret", "apiSecret.getBytes()"), &[]);
}

#[test]
fn finds_utc_as_local_time_without_a_library() {
    let code = "claims = {\"iss\": KEY, \"exp\": int(datetime.utcnow().timestamp()) + 60}";
    assert_finds(code, &[Kind::NaiveUtc]);
    assert_finds("log(datetime.utcnow().timestamp())", &[]);
}

#[test]
fn finds_a_route_that_is_called_at_the_build() {
    let route = "export async function GET() {\n  const at = new AccessToken(k, s, { identity: 'a' });\n  at.addGrant({ roomJoin: true, room: 'r' });\n  return NextResponse.json({ token: await at.toJwt() });\n}";
    assert_finds(route, &[Kind::StaticRoute]);
    assert_finds(&route.replace("GET()", "GET(request)"), &[]);
    assert_finds(&format!("export const revalidate = 0;\n{route}"), &[]);
}

#[test]
fn finds_the_body_of_a_webhook_that_nothing_reads() {
    let code = "const receiver = new WebhookReceiver(key, secret);\nconst app = express();\nPARSER\napp.post('/webhook', async (req, res) => {\n  const event = await receiver.receive(req.body, req.get('Authorization'));\n});";
    assert_finds(code, &[Kind::WebhookBody]);
    let parsed = code.replace("PARSER", "app.use(express.json());");
    assert_finds(&parsed, &[Kind::WebhookBody]);
    let raw = code.replace(
        "PARSER",
        "app.use(express.raw({ type: 'application/webhook+json' }));",
    );
    assert_finds(&raw, &[]);
}

#[test]
fn finds_what_is_sent_from_the_browser() {
    assert_finds(
        "const token = await (await fetch('/t')).json(); await room.connect(url, token)",
        &[Kind::WholeAnswer],
    );
    assert_finds(
        "const data = await res.json()\n<LiveKitRoom token={data} serverUrl={url}>",
        &[Kind::WholeAnswer],
    );
    assert_finds(
        "const data = await res.json()\nawait room.connect(url, data.token)",
        &[],
    );
    assert_finds(
        "const { token } = await res.json()\nawait room.connect(url, token)",
        &[],
    );
    let connect = "await room.connect(process.env.LIVEKIT_URL, token)";
    assert_finds(&format!("'use client'\n{connect}"), &[Kind::ServerVariable]);
    assert_finds(connect, &[]);
    assert_finds(
        "'use client'\nroom.connect(process.env.NEXT_PUBLIC_LIVEKIT_URL, t)",
        &[],
    );
}

#[test]
fn finds_a_token_without_grants() {
    assert_finds(
        "token = api.AccessToken(k, s).with_identity('a')\njwt = token.to_jwt()",
        &[Kind::NoGrants],
    );
    assert_finds("const at = new AccessToken(k, s, { identity: 'a' })", &[]);
}

#[test]
fn finds_grants_that_are_assigned_in_python() {
    assert_finds(
        "token = api.AccessToken(k, s)\ntoken.identity = 'a'\ntoken.video_grants = api.VideoGrants(room_join=True, room='r')",
        &[Kind::AssignedGrant],
    );
}

#[test]
fn finds_swapped_keys_public_secrets_and_wrong_lifetimes() {
    assert_finds(
        "new AccessToken(process.env.LIVEKIT_API_SECRET, process.env.LIVEKIT_API_KEY, { identity: 'a' })",
        &[Kind::Swapped],
    );
    assert_finds(
        "new AccessToken(apiKey, apiSecret, { identity: 'a', ttl: '3600' })",
        &[Kind::LifetimeUnit],
    );
    assert_finds(
        "new AccessToken(apiKey, apiSecret, { identity: 'a', ttl: '1h' })",
        &[],
    );
    assert_finds(
        "at := auth.NewAccessToken(key, secret).SetIdentity(id).SetValidFor(3600)",
        &[Kind::LifetimeUnit],
    );
    assert_finds(
        "at := auth.NewAccessToken(key, secret).SetIdentity(id).SetValidFor(3600 * time.Second)",
        &[],
    );
    assert_finds(
        "new AccessToken(apiKey, apiSecret, { identity: 'a', ttl: 3600 * 1000 })",
        &[Kind::LifetimeUnit],
    );
    assert_finds(
        "new AccessToken(apiKey, apiSecret, { identity: 'a', ttl: 60 * 60 })",
        &[],
    );
    assert_finds("VITE_LIVEKIT_API_SECRET=x", &[Kind::PublicSecret]);
    assert_finds("NEXT_PUBLIC_LIVEKIT_URL=wss://x", &[]);
}
