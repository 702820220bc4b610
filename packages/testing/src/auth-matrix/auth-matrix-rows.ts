/** What a server is set up to do. */
export type AuthPolicy = {
  readonly port: number;
  /** The token that it asks for. */
  readonly token: string | undefined;
  /** Methods that it answers at the path. */
  readonly methods: readonly string[];
  /** What it answers to a good request. */
  readonly good: number;
};

/** One request, and the status that must come. */
export type AuthMatrixRow = {
  readonly title: string;
  readonly method: string;
  /** To be put behind the path. */
  readonly query: string;
  readonly headers: readonly string[];
  readonly expected: number;
};

type Choice = { readonly name: string; readonly lines: readonly string[]; readonly status: number | undefined };

/**
 * Every way of asking: Host x Origin x token x method. The first that is wrong says what comes back: 400 or 403 for the
 * host, 403 for the origin, 405 for the method, 401 for the token.
 */
export function authMatrixRows(policy: AuthPolicy): readonly AuthMatrixRow[] {
  const { port, methods, good } = policy;
  const hosts: readonly Choice[] = [
    host('ok', `localhost:${port}`),
    host('ip', `127.0.0.1:${port}`),
    host('ip 6', `[::1]:${port}`),
    host('upper case', `LOCALHOST:${port}`),
    host('another port', 'localhost:1'),
    host('evil', 'evil.example', 403),
    host('another ip', `10.1.2.3:${port}`, 403),
    host('trailing dot', `localhost.:${port}`, 403),
    host('localhost.evil', `localhost.evil.example:${port}`, 403),
    host('odd port', 'localhost:0x50', 403),
    { name: 'missing', lines: [], status: 400 },
    { name: 'twice', lines: [`Host: localhost:${port}`, 'Host: evil.example'], status: 400 },
  ];
  const tokens = tokenChoices(policy.token);
  return hosts.flatMap((hostChoice) =>
    originChoices(hostChoice, port).flatMap((origin) =>
      tokens.flatMap((token) =>
        ['GET', 'HEAD', 'POST', 'DELETE', 'OPTIONS'].map((method) => ({
          title: `host ${hostChoice.name}, origin ${origin.name}, token ${token.name}, ${method}`,
          method,
          query: token.query,
          headers: [...hostChoice.lines, ...origin.lines, ...token.lines],
          expected:
            hostChoice.status ?? origin.status ?? (methods.includes(method) ? undefined : 405) ?? token.status ?? good,
        })),
      ),
    ),
  );
}

function host(name: string, value: string, status?: number): Choice {
  return { name, lines: [`Host: ${value}`], status };
}

function originChoices({ lines }: Choice, port: number): readonly Choice[] {
  const own = (lines[0] ?? `Host: localhost:${port}`).slice('Host: '.length);
  const origin = (name: string, value: string, status?: number): Choice => ({
    name,
    lines: [`Origin: ${value}`],
    status,
  });
  return [
    { name: 'none', lines: [], status: undefined },
    origin('own', `http://${own.toLowerCase()}`),
    origin('own in https', `https://${own.toLowerCase()}`, 403),
    origin('another port', 'http://localhost:2', 403),
    origin('evil', 'http://evil.example', 403),
    origin('null', 'null', 403),
    {
      name: 'none, embedded elsewhere',
      lines: ['Sec-Fetch-Site: cross-site', 'Sec-Fetch-Mode: no-cors'],
      status: 403,
    },
  ];
}

type TokenChoice = Choice & { readonly query: string };

function tokenChoices(token: string | undefined): readonly TokenChoice[] {
  const wrong = token === undefined ? undefined : 401;
  const right = token ?? 'any';
  return [
    { name: 'none', lines: [], query: '', status: wrong },
    { name: 'bad', lines: ['Authorization: Bearer wrong'], query: '', status: wrong },
    { name: 'cut', lines: [`Authorization: Bearer ${right.slice(0, -1)}`], query: '', status: wrong },
    { name: 'ok', lines: [`Authorization: Bearer ${right}`], query: '', status: undefined },
    { name: 'in the address', lines: [], query: `?token=${right}&access_token=${right}`, status: wrong },
  ];
}
