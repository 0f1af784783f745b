/** /config.json: where the stage is that this page was served by. */
export interface Config {
  readonly region: string;
  readonly user_pool_id: string;
  readonly client_id: string;
  /** Where Cognito's calls go if not straight to AWS; a path of this origin. */
  readonly user_pool_endpoint: string | null;
  readonly is_local_stage: boolean;
}

let told: Config | null = null;

export async function loadConfig(): Promise<Config> {
  const answer = await fetch("/config.json", { cache: "no-store" });
  if (!answer.ok) throw new Error(`no /config.json: ${answer.status}`);
  told = (await answer.json()) as Config;
  return told;
}

/** Once it is loaded. */
export function config(): Config {
  if (!told) throw new Error("the configuration is not loaded yet");
  return told;
}
