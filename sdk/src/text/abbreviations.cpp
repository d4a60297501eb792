#include "textmill/text/abbreviations.hpp"

#include <algorithm>
#include <array>
#include <bitset>
#include <string>
#include <unordered_map>

#include "once_each.hpp"
#include "textmill/text/unicode.hpp"
#include "textmill/text/utf8.hpp"

namespace textmill::text {
namespace {

struct Lists {
  std::string_view language;
  std::string_view titles;      // written with a capital; a name follows
  std::string_view references;  // a number follows
  std::string_view inner;       // the sentence goes on
  std::string_view final;       // may end a sentence
};

// Compiled from grammars and style guides' rules for each language; upper case is significant.
constexpr std::array<Lists, 12> kLists = {{
    {"en",
     "Mr Mrs Ms Mx Dr Drs Prof Profs Gen Rep Reps Sen Sens Gov Govs Capt Cmdr Cdr Col Lt Maj Sgt Cpl Pvt Adm "
     "Brig "
     "Supt Det Insp Sgts St Rev Revd Fr Hon Pres Msgr Messrs Mme Mlle Mt Ft Atty Amb Sec Treas Sr Sra Bros "
     "mr mrs "
     "ms dr prof st rev Comdr Ens Lieut Ven Rt",
     "No Nos no nos p pp vol vols Vol Vols fig figs Fig Figs sec sect ch chap Ch Chap Art art Eq eq Ex Op op "
     "ed eds "
     "para paras pt pts ver cl Tab Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Mon Tue Tues Wed Thu "
     "Thur Thurs "
     "Fri Sat Sun c ca cca circa approx Approx b d m r s n nr Nr tel Tel ext Ext Rm rm Apt apt Ste Bldg App "
     "Rte Hwy "
     "Secs Pt Sect Para Ph div Rs rs N° n°",
     "e.g i.e eg ie vs Vs v viz cf Cf al incl Incl excl resp esp Esp usu",
     "Inc Ltd Co Corp Cos Llc LLC Plc Pty etc Etc Jr jr Sr sr Esq Ph.D PhD Assn Assoc Univ Ave Blvd Rd Ln Dr "
     "Sq Ct "
     "Pl Pkwy Calif Conn Colo Ariz Ala Ark Fla Ga Ind Kan Mass Mich Minn Miss Mo Mont Neb Nev Okla Ore Pa "
     "Penn Tenn "
     "Tex Va Vt Wash Wis Wyo Ont Que Alta yr yrs hr hrs min mins lb lbs oz ft sq mi km kg cm mm mph approx "
     "est Mfg "
     "Intl Natl Dist Gov't Govt dept Inst Int Bancorp Tech Bhd Rs A.M P.M a.m p.m am pm U.S U.K U.N E.U D.C"},
    {"de",
     "Hr Hrn Fr Frl Dr Prof Dipl Ing Mag Med med Phil phil Jur jur rer nat Hl St Sr Jr Gebr Fam Dres Pfr",
     "Nr Nrn nr S s Bd Bde Abb Abs Art Kap Ziff Tab Anm Aufl Jg H Str str Tel Fax Jan Feb Mär Apr Jun Jul "
     "Aug Sep "
     "Sept Okt Nov Dez Mo Di Mi Do Fr Sa So ca Ca geb gest verh Kl Lit Par Rn Rdnr BGBl Anl Pos Fn",
     "z.B z.b d.h u.a u.U i.d.R o.ä s.o s.u v.a z.T bzw bspw evtl ggf inkl exkl vgl Vgl sog insb insbes "
     "einschl "
     "Einschl gem bezügl zzgl abzgl mind max min v n z d u i a o e ehem Ehem eigtl urspr usw. allg Allg jew "
     "kath "
     "ev lat griech frz engl dt amerik Dt öst österr schweiz röm stellv jap russ ital span arab hebr",
     "usw etc Co Inc Ltd AG Mio Mrd Tsd Std Min Sek Jh Jhd Jhs Jahrh Chr Abk Hrsg Verf Ges Gem Kto u.s.w "
     "u.v.m o.g "
     "o.Ä u.Ä e.V Mill Mia Univ"},
    {"fr", "M MM Mme Mmes Mlle Mlles Dr Drs Pr Prof Me Mgr St Ste Gén Cdt Cap Lt Col Sr Jr",
     "p pp n no nos art Art chap fig vol t éd janv févr avr juil sept oct nov déc env tél Tél ch coll",
     "c.-à-d c.à.d p.ex cf Cf ex Ex vs av apr J hab al", "etc Inc Ltd Co Cie av J.-C apr bd Bd boul"},
    {"es",
     "Sr Sra Srta Sres Sras Dr Dra Dres D Dña Da Prof Profa Lic Ing Arq Gral Cnel Cap Tte Sto Sta Mons Fr "
     "Excmo "
     "Excma Ilmo Ilma Hno Hna Pdte Pdta",
     "pág págs p pp núm núms núm n nº No Nº art arts cap caps fig vol vols ed tel Tel aprox ca ej ene feb "
     "mar abr "
     "may jun jul ago sept oct nov dic c hab",
     "p.ej p.e vs cf Cf esp",
     "etc Inc Ltd Co Cía cía S.A S.L EE.UU EE UU Av Avda Ud Uds Vd Vds a.C d.C a.m p.m Corp Jr"},
    {"it",
     "Sig Sigg Sig.ra Dott Dr Prof Proff Ing Avv Arch On Sen Mons Gen Col Cap Ten Magg S Ss Rag Geom dott "
     "prof sig "
     "ing avv arch psicol st",
     "pag pagg p pp n nn art artt cap fig vol voll ed tel Tel ca sec gen feb mar apr mag giu lug ago set ott "
     "nov dic",
     "es p.es cfr Cfr vs cd ecc. al", "ecc etc Inc Ltd Co S.p.A S.r.l a.C d.C C Corp Jr"},
    {"pt",
     "Sr Sra Srs Sras Srta Dr Dra Drs Prof Profa Eng Arq Exmo Exma D Gen Gal Cel Cap Ten Maj Sto Sta Pe Mons "
     "Des "
     "Dep Sen Gov",
     "pág págs p pp n nº núm art arts cap caps fig vol ed tel Tel aprox jan fev mar abr mai jun jul ago set "
     "out nov "
     "dez c",
     "ex p.ex vs cf Cf", "etc Inc Ltd Ltda Cia Co S.A a.C d.C Av R Corp Jr"},
    {"nl", "Dhr dhr Mevr mevr Mw mw Dr dr Drs drs Ir ir Ing ing Mr mr Prof prof Ds ds St Gen Kol Sr Jr",
     "nr Nr nrs p pp blz pag art fig hfdst afb Afb dl vol ca tel Tel jan feb mrt apr jun jul aug sept okt "
     "nov dec",
     "bijv bv d.w.z m.b.t o.a i.p.v t.o.v t.a.v z.g zgn resp incl excl cf vgl m.n t/m ong evt",
     "enz etc Inc Ltd Co Corp N.V B.V e.d e.a v.Chr n.Chr Chr a.u.b"},
    {"ru",
     "г гг ул пр пер пл просп проф акад доц д-р инж им св о обл р-н пос дер с ст тов гр г-н г-жа ген полк "
     "кап",
     "стр с п пп рис табл гл т тт вып ч разд ст № кв корп тел ок",
     "пгт т.е т.д т.к т.н т.о напр ср в.ч лат англ греч нем фр ит исп букв сокр род ум",
     "г гг в вв др пр тыс млн млрд трлн руб коп долл и.о т.п т.д т.п н.э мин сек час чел кв км м см мм мл "
     "кг"},
    {"pl", "prof dr hab inż mgr lek dyr red ks św gen płk mjr kpt por ppłk sierż o bp abp kard p pp Prof Dr",
     "nr Nr str s t tom tab rys art ust pkt poz par r zob ul al pl os tel godz ok ca sygn zał",
     "np tzn tj tzw m.in ds wg jw ww ang łac niem fr ros wł hiszp gr im pt płn płd wsch zach ub ur zm a.k.a",
     "itd itp etc mln mld tys zł gr w r ww nast in godz min sek p.n.e n.e kw Sp z.o.o"},
    {"tr", "Dr Prof Doç Yrd Av Sn Alb Gen Org Yb Bnb Müh Ecz Hz Öğr Gör Bşk Uzm Op",
     "No no s sf Cad cad Sok sok Mah mah Apt Blv Tel tel md Md", "bkz Bkz örn Örn çev Çev Ing vs yak",
     "vb vd Ltd Şti A.Ş Inc Co M.Ö M.S T.C"},
    {"da", "Hr Fru Frk Dr Prof Sct Skt St Mr Mrs Ms",
     "nr Nr s S kap Kap art stk jf ca Ca tlf Tlf jan feb mar apr jun jul aug sep sept okt nov dec kl N°",
     "f.eks fx bl.a dvs d.v.s mht m.h.t pga p.g.a vedr evt inkl ekskl ml",
     "osv m.m m.v mv o.lign A/S ApS mio mia kr Inc Ltd Co a.m p.m A.M P.M Jr Sr"},
    {"bg",
     "г-н г-жа г-ца д-р Д-р проф Проф доц Доц инж Инж акад Акад арх адв св Св ул Ул бул Бул пл Пл кв Кв ж.к "
     "гр Гр о-в р-н обл общ",
     "стр с чл Чл ал т точ фиг Фиг табл Табл гл бл вх ет ап тел Тел бр Бр вж",
     "т.е т.нар напр Напр ср вкл англ фр нем лат гр рус итал исп тур роден род ок прибл",
     "г в вв др пр т.н хил млн млрд лв ст лева мин сек ч км м см мм кг дка н.е"},
}};

/// The abbreviations of one language.
struct Table {
  std::unordered_map<std::string_view, Abbreviation> words;
  std::bitset<4096> filter;  // hashes of the words without case: most words are turned away here

  static std::size_t slot(std::string_view word) {
    std::uint32_t hash = 2166136261U;
    for (const char c : word) hash = (hash ^ (static_cast<unsigned char>(c) | 0x20U)) * 16777619U;
    return (hash ^ (hash >> 15)) % 4096;
  }
  void add(std::string_view word, Abbreviation what) {
    words.emplace(word, what);
    filter.set(slot(word));
  }
  bool may_have(std::string_view word) const { return filter.test(slot(word)); }
};

void add_words(std::string_view words, Abbreviation what, Table& table) {
  while (!words.empty()) {
    const std::size_t end = std::min(words.find(' '), words.size());
    if (end > 0) table.add(words.substr(0, end), what);
    words.remove_prefix(std::min(end + 1, words.size()));
  }
}

Table table_of(const Lists& lists) {
  Table table;
  add_words(lists.titles, Abbreviation::Title, table);
  add_words(lists.references, Abbreviation::Reference, table);
  add_words(lists.inner, Abbreviation::Inner, table);
  add_words(lists.final, Abbreviation::Final, table);
  return table;
}

const Table& table_for(std::string_view language) {
  static OnceEach<Table, kLists.size()> tables;
  std::size_t which = 0;  // titles such as "Dr." and "St." are written alike in most languages
  for (std::size_t i = 0; i < kLists.size(); ++i) {
    if (kLists[i].language == language) which = i;
  }
  return tables.get(which, [which] { return table_of(kLists[which]); });
}

Abbreviation find(const Table& table, std::string_view word) {
  const auto found = table.words.find(word);
  return found == table.words.end() ? Abbreviation::None : found->second;
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }
bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }

/// The word as it stands; "Fig" also as "fig", "GEN" as "Gen", and, if asked, "sr" as the title "Sr".
Abbreviation find_in_any_case(const Table& table, std::string_view word, bool small_titles) {
  if (!table.may_have(word)) return Abbreviation::None;
  const Abbreviation exact = find(table, word);
  if (exact != Abbreviation::None || word.size() < 2) return exact;
  std::string other(word);
  if (is_capital(word[0]) && !is_capital(word[1])) {
    other[0] = lower(other[0]);
    return find(table, other);
  }
  if (is_capital(word[0]) && word.size() > 2) {
    std::transform(other.begin() + 1, other.end(), other.begin() + 1, lower);
    return find(table, other);
  }
  if (!small_titles) return Abbreviation::None;
  other[0] = upper(other[0]);
  const Abbreviation found = find(table, other);
  return found == Abbreviation::Title ? found : Abbreviation::None;
}

}  // namespace

Abbreviation abbreviation(std::string_view word, std::string_view language) {
  constexpr std::size_t kLongest = 16;
  if (word.empty() || word.size() > kLongest) return Abbreviation::None;
  const Table& table = table_for(language);
  const Abbreviation own = find_in_any_case(table, word, language != "en");
  const Table& english = table_for("en");
  if (own != Abbreviation::None || &table == &english || word.size() < 2) return own;
  if (!english.may_have(word)) return own;
  const Abbreviation foreign = find(english, word);  // "Mr." and "Inc." go with names into any language
  return foreign == Abbreviation::Title || foreign == Abbreviation::Final ? foreign : Abbreviation::None;
}

bool is_dotted_acronym(std::string_view word) {
  std::size_t letters = 0;
  for (std::size_t at = 0; at < word.size();) {
    const Decoded letter = decode(word, at);
    if (!is_letter(letter.code_point)) return false;
    at += letter.length;
    ++letters;
    if (at == word.size()) return letters > 1;
    if (word[at] != '.') return false;
    ++at;
  }
  return false;
}

}  // namespace textmill::text
