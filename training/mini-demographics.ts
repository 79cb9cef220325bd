/** Words about people that the bundled model must know in every spelling, whether or not the training texts have them. */
export const demographicWords: readonly string[] = `
man woman men women boy girl boys girls guy gal guys gals lady gentleman ladies gentlemen male female males females he she him her his hers himself herself
father mother fathers mothers dad mom dads moms daddy mommy mum mama papa son daughter sons daughters brother sister brothers sisters uncle aunt uncles aunts
nephew niece nephews nieces cousin grandfather grandmother grandpa grandma grandson granddaughter husband wife husbands wives groom bride boyfriend girlfriend
boyfriends girlfriends widower widow bachelor spinster stepfather stepmother stepson stepdaughter godfather godmother fiance fiancee
king queen kings queens prince princess princes princesses duke duchess emperor empress lord baron baroness count countess knight dame sir madam mister
actor actress actors actresses waiter waitress waiters waitresses host hostess hero heroine steward stewardess policeman policewoman policemen policewomen
fireman firewoman salesman saleswoman businessman businesswoman businessmen businesswomen chairman chairwoman chairmen spokesman spokeswoman congressman congresswoman
landlord landlady mailman mailwoman postman cameraman cameraman craftsman fisherman sportsman handyman nobleman noblewoman headmaster headmistress masseur masseuse
monk nun monks nuns priest priestess wizard witch wizards witches god goddess gods goddesses masculine feminine manly womanly fatherhood motherhood manhood womanhood
fatherly motherly brotherhood sisterhood fraternity sorority paternal maternal paternity maternity patriarch matriarch boyish girlish dude chick lad lass mr mrs ms miss
bull cow rooster hen stallion mare person people human individual child children kid kids adult adults teenager baby elder parent parents spouse partner sibling friend
worker student teacher doctor nurse they them their theirs themselves someone everyone
black white asian african european american caucasian latino latina hispanic arab indian native indigenous chinese japanese korean vietnamese mexican jamaican nigerian
brown colored coloured blacks whites asians africans europeans americans latinos arabs indians asia africa europe america minority immigrant immigrants refugee foreign
german french english british italian irish russian polish spanish turkish iranian iraqi pakistani filipino thai brazilian cuban ethiopian kenyan somali egyptian
straight gay lesbian bisexual homosexual heterosexual queer transgender trans cisgender nonbinary asexual gays lesbians straights homosexuals heterosexuals lgbt homosexuality heterosexuality
christian muslim jewish hindu buddhist jew jews christians muslims hindus buddhists catholic catholics protestant protestants sikh sikhs atheist atheists mormon islamic islam
christianity judaism hinduism buddhism sikhism atheism catholicism church mosque synagogue temple churches mosques synagogues temples bible quran koran torah vedas sutra priest imam
rabbi pastor bishop pope minister cleric allah jesus christ muhammad buddha krishna moses god lord faith religion religious secular orthodox evangelical pray prayer worship hijab cross
christmas easter ramadan hanukkah diwali passover gospel sermon holy sacred scripture
john mary james david michael robert william richard joseph thomas charles christopher daniel matthew anthony mark paul steven andrew kenneth kevin brian george edward peter jack
jennifer linda patricia elizabeth susan jessica sarah karen nancy lisa betty margaret sandra ashley kimberly emily donna michelle carol amanda dorothy melissa anna emma olivia sophia alice jane kate
adam harry josh roger alan frank justin ryan greg jake brad matt todd neil geoffrey brett brendan connor tyler scott amy joan courtney meredith katie kristin emma molly claire abigail anne
jamal leroy darnell tyrone malik terrence lamar andre marcus latoya ebony keisha kareem rasheed tremayne hakim jerome aisha tanisha latisha lakisha imani jasmine shaniqua shanice deja
wei ming li chen wang zhang yuki hiro kim lee park nguyen patel singh khan ahmed ali mohammed muhammad omar fatima jose juan carlos maria luis miguel rosa diego sofia
rich poor wealthy homeless old young elderly disabled blind deaf healthy sick tall short fat thin beautiful handsome ugly republican democrat liberal conservative
`
  .split(/\s+/)
  .filter((word) => word !== "");

/** The spellings of a word that may stand in a text: with and without a space before, lower case, Capitalised, UPPER. */
export function spellings(word: string): readonly string[] {
  const lower = word.toLowerCase();
  const forms = [word, lower, lower.charAt(0).toUpperCase() + lower.slice(1), lower.toUpperCase()];
  return [...new Set(forms.flatMap((form) => [form, ` ${form}`]))];
}
