/** The accessibility statement that the law asks of every public site (DOS-lagen 2018:1937 13 §, MDFFS 2019:2). */
import { Controller, Get, Header } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Open } from '../http/act.decorator.js';
import { markup } from './markup.js';
import { PublicPages } from './public-pages.service.js';

const title = 'Tillgänglighetsredogörelse';

const body = markup`<h1>${title}</h1>
  <p>
    De här sidorna ska kunna användas av alla. Redogörelsen gäller anslagstavlan, besluten, protokollen, uppgifterna om
    pengar och dokumenten som kan laddas ned härifrån.
  </p>
  <h2>Hur väl sidorna följer lagen</h2>
  <p>
    Sidorna är byggda för att följa lagen om tillgänglighet till digital offentlig service, nivå AA i WCAG 2.2 och
    EN 301 549. De prövas automatiskt vid varje ändring: varje sida i ljust och mörkt läge, i bred och smal ruta, utan
    skript och med tangentbord.
  </p>
  <p>Dokumenten är taggade enligt PDF/UA-1 och finns också som Word-dokument.</p>
  <h2>Brister vi känner till</h2>
  <ul>
    <li>Handlingar som kommunen har tagit emot från andra visas som de kom in och kan sakna taggar.</li>
    <li>Protokoll som undertecknats på papper finns som maskinläsbar avskrift, men inte som tillgänglig bild.</li>
  </ul>
  <h2>Om något inte fungerar för dig</h2>
  <p>
    Vänd dig till kommunens registrator. Säg vilken sida eller handling det gäller, så får du innehållet på ett sätt som
    fungerar för dig.
  </p>
  <h2>Tillsyn</h2>
  <p>
    Myndigheten för digital förvaltning har tillsyn över lagen. Du kan anmäla till myndigheten om du inte är nöjd med
    hur kommunen hanterar dina synpunkter.
  </p>
  <h2>Hur vi har prövat</h2>
  <p>
    Genom egna prov med automatiska verktyg, tangentbord och förstoring. Redogörelsen ses över när sidorna ändras.
  </p>`;

@ApiExcludeController()
@Controller('tillganglighet')
export class AccessibilityController {
  constructor(private readonly pages: PublicPages) {}

  @Get()
  @Open('the law asks for the statement to be found by anybody')
  @Header('content-type', 'text/html; charset=utf-8')
  page(): Promise<string> {
    return this.pages.page({ title, body });
  }
}
