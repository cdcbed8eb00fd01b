/**
 * Given and family names by community, written by hand from names that are common in each, so that any pairing is
 * nobody in particular. They carry what real lists carry: apostrophes, hyphens, accents, spaces, single names.
 */
export interface NameList {
  boys: readonly string[]
  girls: readonly string[]
  families: readonly string[]
  /** Mothers and fathers, who carry an older generation's names. */
  mothers: readonly string[]
  fathers: readonly string[]
  /** Home languages besides English, the likeliest first. */
  languages: readonly string[]
  /** Share of homes whose first language is one of them. */
  speaksAtHome: number
  /** Some people have one name only. */
  singleNames?: true
}

function list(names: string): readonly string[] {
  return names.split(',').map((name) => name.trim())
}

const english: NameList = {
  boys: list(
    'Oliver,George,Arthur,Freddie,Alfie,Theo,Archie,Jack,Henry,Leo,Charlie,Thomas,Joshua,Max,Lucas,Isaac,Toby,Jude,Riley,Finley,Jake,Callum,Mason,Harley,Ellis,Kai,Jayden,Tyler,Zachary,Reuben,Billy-Joe,Tommy-Lee',
  ),
  girls: list(
    'Olivia,Amelia,Isla,Ava,Ivy,Freya,Lily,Florence,Willow,Rosie,Sophie,Grace,Evie,Poppy,Daisy,Phoebe,Ella,Harper,Ruby,Millie,Elsie,Maisie,Scarlett,Emily,Jessica,Chloe,Lola-Mae,Ellie-May,Summer,Lacey,Zoë,Chloë',
  ),
  families: list(
    'Smith,Taylor,Wainwright,Wright,Green,Hall,Wood,Clarke,Hughes,Edwards,Turner,Hopwood,Ward,Baker,Carter,Shaw,Millward,Barnes,Holmes,Webb,Fletcher,Dixon,Harvey,Pearson,Fisher,Booth,Ellis,Burton,Hargreave,Lawson,Bird,Slater,Ashworth,Ramsbottom,Thistlethwaite,St John,Le Grice',
  ),
  mothers: list('Sarah,Emma,Claire,Lisa,Nicola,Gemma,Kelly,Rachel,Laura,Hayley,Kirsty,Joanne,Stacey,Leanne'),
  fathers: list('Paul,Mark,Andrew,Darren,Lee,Craig,Stephen,Matthew,Russell,Wayne,Simon,Adam,Ryan,Ashley'),
  languages: list('British Sign Language'),
  speaksAtHome: 0.004,
}
const welsh: NameList = {
  ...english,
  boys: list('Rhys,Deiniol,Ioan,Osian,Macsen,Gwion,Iwan,Steffan,Tomos,Llŷr,Siôn,Emyr,Caradog,Gruffydd'),
  girls: list('Seren,Carys,Ffion,Cerys,Nia,Mali,Eira,Bethan,Lowri,Angharad,Efa,Gwenllïan,Siân,Mabli'),
  families: list(
    'Jones,Davies,Evans,Thomas,Roberts,Lewis,Griffiths,Owen,Llewellyn,Pritchard,Bowen,ap Rhys,Vaughan',
  ),
  mothers: list('Siân,Rhian,Catrin,Eleri,Sioned,Delyth'),
  fathers: list('Meurig,Huw,Dafydd,Berwyn,Gwilym,Emlyn'),
  languages: list('Welsh'),
  speaksAtHome: 0.1,
}
const irish: NameList = {
  ...english,
  boys: list('Conor,Liam,Cormac,Oisín,Seán,Fionn,Tadhg,Darragh,Rory,Cathal,Eoin,Daithí,Padraig'),
  girls: list('Aoife,Niamh,Saoirse,Caoimhe,Róisín,Ciara,Orla,Clodagh,Gráinne,Muireann,Fiadh,Éabha'),
  families: list(
    "O'Brien,O'Connor,Murphy,Kelly,Byrne,Doyle,McCarthy,Gallagher,O'Sullivan,Ní Dhuibhir,Brennan,Nolan,O’Shea",
  ),
  mothers: list('Siobhán,Deirdre,Maeve,Bernadette,Colleen,Bríd'),
  fathers: list('Declan,Brendan,Kieran,Dermot,Niall,Fergal'),
  languages: list('Irish'),
  speaksAtHome: 0.02,
}
const traveller: NameList = {
  ...irish,
  boys: list('Patrick,John-Joe,Miley,Felix,Martin,Simey,Bartley,Jim-Bob'),
  girls: list('Margaret,Bridget,Kathleen,Shakira,Nan,Chantelle,Mary-Kate'),
  families: list('Ward,Connors,McDonagh,Maughan,Lee,Smith,Boswell,Loveridge'),
}
const polish: NameList = {
  boys: list('Jakub,Szymon,Antoni,Filip,Kacper,Michał,Wojciech,Mikołaj,Łukasz,Stanisław,Oskar,Kuba'),
  girls: list('Zuzanna,Julia,Maja,Oliwia,Lena,Małgorzata,Świętosława,Hanna,Wiktoria,Łucja,Agnieszka,Zofia'),
  families: list(
    'Nowak,Wójcik,Kowalczyk,Mazur,Krawczyk,Zając,Król,Wróbel,Dudek,Pawlak,Sikora,Gołąb,Szczepański,Kaczmarek',
  ),
  mothers: list('Katarzyna,Monika,Agnieszka,Beata,Iwona,Małgorzata'),
  fathers: list('Piotr,Paweł,Tomasz,Marcin,Krzysztof,Grzegorz'),
  languages: list('Polish'),
  speaksAtHome: 0.75,
}
const romanian: NameList = {
  boys: list('Andrei,Ștefan,Matei,Ionuț,Vlad,Cătălin,Răzvan,Luca,Darius,Mihai,Fabian'),
  girls: list('Ioana,Mălina,Ana-Maria,Ștefania,Andreea,Daria,Bianca,Crina,Izabela,Ilinca,Rebeca'),
  families: list(
    'Popescu,Ionescu,Dumitru,Stan,Țurcanu,Munteanu,Călin,Rădulescu,Văduva,Marinescu,Lăcătuș,Gheorghe',
  ),
  mothers: list('Elena,Mihaela,Cristina,Gabriela,Loredana,Florentina'),
  fathers: list('Ion,Gheorghe,Marian,Florin,Costel,Vasile'),
  languages: list('Romanian,Romani'),
  speaksAtHome: 0.85,
}
const european: NameList = {
  boys: list('Matteo,João,Tiago,Lukas,Jonas,André,Nikolas,Björn,Žiga,Petar,Dmytro,Søren,Iñaki'),
  girls: list('Giulia,Inês,Beatriz,Emilija,Austėja,Sofía,Zoé,Léa,Katerina,Oleksandra,Noémie,Jūratė'),
  families: list(
    'da Silva,dos Santos,Kazlauskas,Petrov,García Pérez,Rossi,Müller,Bērziņš,Papadopoulos,Horváth,Nováková,van der Berg,D’Angelo,Kovačević,Bondarenko,Núñez',
  ),
  mothers: list('Maria,Rasa,Svetlana,Carla,Paula,Oksana'),
  fathers: list('Carlos,Darius,Marco,Andrius,Nuno,Viktor'),
  languages: list('Portuguese,Lithuanian,Spanish,Ukrainian,Italian,Bulgarian,Slovak'),
  speaksAtHome: 0.7,
}
const turkish: NameList = {
  boys: list('Emre,Yusuf,Çağan,Ömer,Kerem,Ali,Berkay,Görkem,Deniz,Baran,Ümit'),
  girls: list('Zeynep,Elif,Ayşe,Büşra,Ecrin,Gülşen,Defne,Işıl,Özlem,Berfin,Nehir'),
  families: list('Yılmaz,Kaya,Demir,Şahin,Çelik,Öztürk,Aydın,Güneş,Koç,Doğan,Yıldız'),
  mothers: list('Fatma,Emine,Hatice,Sevgi,Songül'),
  fathers: list('Mehmet,Hasan,Hüseyin,İbrahim,Murat'),
  languages: list('Turkish,Kurdish'),
  speaksAtHome: 0.7,
}
const hindu: NameList = {
  boys: list('Aarav,Vivaan,Krish,Parth,Rohan,Arjun,Ishaan,Nikhil,Kavin,Aditya,Siddharth,Om'),
  girls: list('Anaya,Diya,Saanvi,Meera,Priya,Kavya,Riya,Isha,Lakshmi,Tanvi,Shreya,Aadhya'),
  families: list(
    'Patel,Sharma,Shah,Gupta,Desai,Iyer,Nair,Reddy,Mehta,Joshi,Pillai,Venkatanarasimharajuvaripeta',
  ),
  mothers: list('Sunita,Hetal,Deepa,Rekha,Nisha,Jyoti'),
  fathers: list('Rakesh,Suresh,Amit,Hitesh,Vijay,Manoj'),
  languages: list('Gujarati,Hindi,Malayalam,Tamil,Telugu'),
  speaksAtHome: 0.45,
  singleNames: true,
}
const sikh: NameList = {
  boys: list('Harpreet,Gurdeep,Jasdeep,Arjan,Manveer,Karan,Sukhmanjot,Ranveer,Jovan'),
  girls: list('Simran,Jasleen,Harleen,Navdeep,Gurpreet,Kiran,Manpreet,Asees,Sehaj'),
  families: list('Singh,Gill,Dhillon,Sandhu,Grewal,Bains,Sidhu,Singh-Mann'),
  mothers: list('Balwinder,Parminder,Rajinder,Sukhvir,Amandeep'),
  fathers: list('Jaswinder,Baljit,Kulwant,Sukhdev,Inderjit'),
  languages: list('Panjabi'),
  speaksAtHome: 0.4,
}
const pakistani: NameList = {
  boys: list('Muhammad,Mohammed,Ibrahim,Hamza,Yahya,Zayan,Ayaan,Bilal,Haris,Mohammad Umar,Eesa,Musa,Rayyan'),
  girls: list('Aisha,Fatima,Zainab,Maryam,Hafsa,Inaya,Khadija,Zara,Aleena,Noor,Sumayyah,Amna,Eshaal'),
  families: list('Khan,Hussain,Ahmed,Iqbal,Akhtar,Mahmood,Bibi,Malik,Butt,Mirza,Shabir,Qureshi,Rafiq,Ul-Haq'),
  mothers: list('Shazia,Nasreen,Rukhsana,Saima,Farzana,Uzma'),
  fathers: list('Tariq,Nadeem,Asif,Zahid,Shakeel,Javed'),
  languages: list('Urdu,Panjabi,Mirpuri,Pashto'),
  speaksAtHome: 0.5,
}
const bangladeshi: NameList = {
  boys: list('Tahmid,Rafi,Mahin,Sami,Nabil,Abdur-Rahman,Arif,Tanvir,Zakariya,Md Rayhan'),
  girls: list('Tasnim,Nusrat,Anisa,Sadia,Maliha,Rahima,Jannat,Nabila,Samiha,Mst Sumaiya'),
  families: list('Begum,Miah,Uddin,Islam,Chowdhury,Ali,Hoque,Rahman,Khatun,Choudhury,Alom'),
  mothers: list('Shahida,Rehana,Nazma,Ruksana,Salma'),
  fathers: list('Abdul,Kamal,Shofiqul,Faruk,Jahangir'),
  languages: list('Bengali,Sylheti'),
  speaksAtHome: 0.65,
}
const otherAsian: NameList = {
  boys: list('Minh,Đức,Tuấn,Sanjeewan,Angelo,Bikash,Hamid,Ahmad,Kugan,Phúc,Suman'),
  girls: list('Linh,Thị Mai,Ngọc,Thuỳ,Abirami,Sabina,Parwana,Jasmine,Maricel,Nilufar,Trâm Anh'),
  families: list('Nguyễn,Trần,Lê,Phạm,Đặng,Võ,Santos,Gurung,Rai,Tamang,Sivakumar,Ahmadi,Noorzai,Reyes'),
  mothers: list('Thị Hoa,Rosalie,Sita,Zarmina,Vasanthi'),
  fathers: list('Văn Hùng,Rodel,Prem,Wahid,Ravi'),
  languages: list('Vietnamese,Tamil,Nepali,Dari,Tagalog,Pashto'),
  speaksAtHome: 0.65,
  singleNames: true,
}
const nigerian: NameList = {
  boys: list(
    'Oluwaseun,Chukwuemeka,Tobiloba,Ayomide,Ifeanyi,Emmanuel,Olúwadámiláre,Kelechi,Daniel,Ebube,Oghenetega',
  ),
  girls: list(
    'Oluwadamilola,Chiamaka,Adaeze,Temitope,Blessing,Ìfẹ́olúwa,Chidinma,Tiwa,Favour,Nneoma,Anuoluwapo',
  ),
  families: list(
    'Adeyemi,Okafor,Oyelaran,Eze,Balogun,Adebayo-Williams,Nwosu,Ogunleye,Okonkwo,Afolabi,Ibekwe,Ọlátúnjí',
  ),
  mothers: list('Folake,Ngozi,Funmilayo,Ifeoma,Yetunde'),
  fathers: list('Babatunde,Obinna,Olumide,Chinedu,Femi'),
  languages: list('Yoruba,Igbo'),
  speaksAtHome: 0.25,
}
const african: NameList = {
  boys: list('Kwame,Kofi,Abdirahman,Mohamud,Yonas,Samuel,Tendai,Liban,Nathan,Jean-Baptiste,Ismaaciil'),
  girls: list('Ama,Abena,Hodan,Ayaan,Selam,Tariro,Esther,Hamdi,Akosua,Grâce,Xaliimo'),
  families: list(
    "Mensah,Owusu,Boateng,Abdi,Warsame,Jama,Tesfaye,Moyo,N'Diaye,Asante,Gebremariam,Nkosi,Mbeki-Osei",
  ),
  mothers: list('Akua,Sahra,Hibo,Rahel,Fadumo'),
  fathers: list('Kwaku,Abdullahi,Berhane,Farai,Cabdi'),
  languages: list('Somali,Twi,Tigrinya,Amharic,Swahili,French'),
  speaksAtHome: 0.55,
  singleNames: true,
}
const caribbean: NameList = {
  ...english,
  boys: list('Malachi,Jaydon,Tyrell,Elijah,Kymani,Andre,Marcus,Zion,Tre-Von,D’Andre,Nathaniel'),
  girls: list("Kezia,Amaya,Tia,Shanice,Noelle,Aaliyah,Ké-Shauna,Imani,Renée,Rhianna,Ja'nae"),
  families: list('Campbell,Grant,Francis,Henry,Gordon,Reid,Bailey,Pierre,Joseph,Baptiste,Charles,St Hilaire'),
  mothers: list('Marcia,Yvonne,Sharon,Natalie,Chantal'),
  fathers: list('Winston,Leroy,Curtis,Delroy,Anthony'),
}
const chinese: NameList = {
  boys: list('Haoran,Zihan,Yichen,Jun Jie,Kai Ming,Wei,Lok Hei'),
  girls: list('Yihan,Xinyi,Mei Ling,Zi Xuan,Hoi Ching,Lü Yan,Sze Wing'),
  families: list('Wang,Li,Chen,Zhang,Wong,Chan,Lam,Ng,Lü,Ouyang,Ho'),
  mothers: list('Xiuying,Fang,Suk Yin,Min,Ka Yan'),
  fathers: list('Jianguo,Wai Man,Gang,Chi Keung,Bo'),
  languages: list('Cantonese,Mandarin'),
  speaksAtHome: 0.65,
}
const other: NameList = {
  boys: list('Omar,Karwan,Yousef,Mahdi,Rebin,Zakaria,Hassan,Dilshad,Abd al-Rahman'),
  girls: list('Layla,Shilan,Rawan,Mariam,Nour,Zahra,Avin,Hala,Sidra'),
  families: list('Al-Hassan,Haddad,Karim,Aziz,El Amrani,Saleh,Rostami,Bakr,Al Shami,Ben Youssef'),
  mothers: list('Hanan,Shirin,Amal,Nasrin,Samira'),
  fathers: list('Khalid,Hiwa,Majid,Reza,Jamal'),
  languages: list('Arabic,Kurdish,Farsi'),
  speaksAtHome: 0.7,
}

/** Communities of each ETHNIC CATEGORY with their weights. */
export const communities: Record<string, readonly (readonly [weight: number, names: NameList])[]> = {
  A: [
    [0.9, english],
    [0.06, welsh],
    [0.04, irish],
  ],
  B: [[1, irish]],
  C: [
    [0.34, polish],
    [0.26, romanian],
    [0.25, european],
    [0.1, turkish],
    [0.05, traveller],
  ],
  D: [
    [0.5, caribbean],
    [0.5, english],
  ],
  E: [
    [0.5, african],
    [0.5, english],
  ],
  F: [
    [0.3, hindu],
    [0.3, pakistani],
    [0.4, english],
  ],
  G: [
    [0.5, english],
    [0.5, european],
  ],
  H: [
    [0.7, hindu],
    [0.3, sikh],
  ],
  J: [[1, pakistani]],
  K: [[1, bangladeshi]],
  L: [[1, otherAsian]],
  M: [[1, caribbean]],
  N: [
    [0.45, nigerian],
    [0.55, african],
  ],
  P: [
    [0.5, caribbean],
    [0.5, african],
  ],
  R: [[1, chinese]],
  S: [
    [0.75, other],
    [0.25, turkish],
  ],
}

/** Names families use at home. Others go by a second given name. */
export const shortNames: Record<string, string> = {
  Thomas: 'Tom',
  Joshua: 'Josh',
  Oliver: 'Ollie',
  Zachary: 'Zac',
  Emily: 'Em',
  Jessica: 'Jess',
  Amelia: 'Millie',
  Jakub: 'Kuba',
  Oluwaseun: 'Seun',
  Oluwadamilola: 'Dami',
  Mohammed: 'Mo',
  Muhammad: 'Mo',
  Stanisław: 'Staś',
  Wiktoria: 'Wiki',
  Nathaniel: 'Nate',
}
