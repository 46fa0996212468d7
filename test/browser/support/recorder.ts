/** What must never happen while somebody uses the product; a scene that ends with anything here has failed. */
import type { BrowserContext } from 'playwright-core';

export class Recorder {
  readonly faults: string[] = [];
  /** Trusted pointer presses, as the page itself was told of them. */
  presses = 0;

  async watch(context: BrowserContext, origin: string): Promise<void> {
    await context.exposeFunction('anslagTestPress', () => void (this.presses += 1));
    await context.exposeFunction('anslagTestViolation', (text: string) => void this.faults.push(`CSP: ${text}`));
    await context.addInitScript(() => {
      const told = window as unknown as { anslagTestPress(): void; anslagTestViolation(text: string): void };
      addEventListener('pointerdown', (event) => event.isTrusted && told.anslagTestPress(), true);
      addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sourceFile, lineNumber }) =>
        told.anslagTestViolation(`${violatedDirective} ${blockedURI} ${sourceFile ?? ''}:${lineNumber ?? ''}`),
      );
    });
    context.on('request', (request) => {
      const address = request.url();
      if (!address.startsWith(`${origin}/`) && !/^(data|blob):/.test(address))
        this.faults.push(`a request to another host: ${address}`);
    });
    context.on('response', (response) => {
      if (response.status() >= 500) this.faults.push(`${response.status()} from ${response.url()}`);
    });
    context.on('weberror', (error) =>
      this.faults.push(`a fault in the page: ${error.error().stack ?? error.error().message}`),
    );
  }
}
