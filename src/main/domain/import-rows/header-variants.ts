import type { ImportHeader } from '../../../shared/codes/import-columns.ts'

/**
 * Headers that extracts and spreadsheets use for each column, in lower case, without spaces or punctuation, and
 * separated by a space. The canonical header itself needs no entry.
 */
const variants: Record<ImportHeader, string> = {
  local_patient_id:
    'patientid localid localpatientidentifier localidentifier hospitalnumber hospitalno hospno mrn ' +
    'medicalrecordnumber unitnumber crn casenumber rionumber rioid systmoneid clientid patientno ' +
    'patientnumber pasnumber districtnumber childid',
  nhs_number: 'nhsno nhsnum nhs nhsid nationalnumber nnn patientnhsnumber childnhsnumber',
  nhs_number_status:
    'nhsstatus nhsnostatus nhsnumberstatusindicator nhsnumberstatusindicatorcode nhsnumberverified ' +
    'nhsverified tracestatus',
  family_name:
    'surname lastname familyname personfamilyname patientsurname childsurname childssurname ' +
    'patientlastname secondname childlastname',
  given_name:
    'forename forenames firstname firstnames givennames persongivenname patientforename ' +
    'childforename childsforename patientfirstname christianname childfirstname',
  preferred_name: 'knownas preferredforename preferredfirstname alias likestobecalled preferredgivenname',
  date_of_birth:
    'dob birthdate dateofbirth personbirthdate born birthday patientdob childdob childsdob dobirth ' +
    'patientdateofbirth childsdateofbirth childdateofbirth',
  gender:
    'sex personstatedgendercode personstatedgender statedgender gendercode sexcode currentgender ' +
    'patientgender patientsex',
  ethnic_category: 'ethnicity ethnicgroup ethniccode ethniccategorycode ethnicitycode ethnicorigin',
  postcode:
    'postalcode patientpostcode homepostcode postcodeofusualaddress pcode childpostcode ' +
    'addresspostcode currentpostcode',
  imd_decile:
    'imd imddecile2019 imddecile2025 deprivationdecile deprivation indexofmultipledeprivationdecile ' +
    'decile',
  gp_practice_code:
    'gppractice gpcode practicecode gppracticeods registeredgp registeredgppractice ' +
    'generalmedicalpracticecode gmpcode surgerycode generalpracticecode gpsurgery',
  school:
    'schoolname nursery schoolornursery setting educationsetting schoolsetting schoolnursery ' +
    'educationalsetting',
  language:
    'mainlanguage firstlanguage preferredlanguage homelanguage spokenlanguage languagecode ' +
    'preferredspokenlanguage languagespoken',
  interpreter_needed: 'interpreter interpreterrequired needsinterpreter interpreterneed interpreterreq',
  child_in_care: 'cic lac lookedafterchild lookedafter cla childlookedafter lookedafterchildindicator incare',
  cp_plan: 'childprotectionplan cpp childprotection onchildprotectionplan cp childprotectionplanindicator',
  child_in_need: 'cin childinneedplan cinplan',
  ehcp: 'ehcplan ehc educationhealthandcareplan hasehcp educationhealthcareplan',
  contact_name:
    'parentname carername parentcarername parentguardian nextofkin nok guardianname nextofkinname ' +
    'parentcarer parentorcarer contact',
  contact_relationship:
    'relationship relationshiptochild relationshiptopatient parentrelationship relationtochild',
  contact_phone:
    'phone telephone tel telno mobile phonenumber telephonenumber mobilenumber contactnumber ' +
    'parentphone contacttelephone contactno mobileno contacttel parentmobile hometelephone ' +
    'contactmobile',
  contact_email: 'email emailaddress parentemail contactemailaddress mail',
  referral_id:
    'referralno referralnumber referralref referralreference refid ubrn servicerequestidentifier ' +
    'referralidentifier pathwayid referralkey refno',
  service:
    'servicename team teamname specialty clinicservice referredtoservice serviceline referredto ' +
    'servicereferredto',
  pathway: 'pathways pathwayname referralpathway carepathway clinicalpathway',
  referral_received_date:
    'referraldate datereferralreceived datereceived receiveddate referralreceived dateofreferral ' +
    'referralreceiveddate referralrequestreceiveddate refdate received refreceived referredon ' +
    'referreddate datereferred referraldatereceived refreceiveddate daterefreceived receivedon',
  original_referral_date:
    'originaldate originaldatereferralreceived transferredreferraldate originalreferralreceiveddate ' +
    'firstreferraldate originalreferral originalreceiveddate',
  source_of_referral:
    'referralsource source sourceofreferralforcommunity sourceofreferralcode referralsourcecode',
  referrer_role:
    'referrer referredby referrertype referringprofessional referrerprofession referralby ' +
    'roleofreferrer',
  reason_codes:
    'reasoncode referralreasoncode referralreasoncodes primaryreasonforreferral reasonsforreferral ' +
    'referralreasons reasons',
  reason_text:
    'reason reasonforreferral referralreason presentingconcerns concerns presentingproblem ' +
    'referraldetails reasondetails clinicaldetails referralreasontext',
  red_flags_asked: 'redflagasked redflagsscreened redflagschecked askedredflags',
  red_flags: 'redflag alerts clinicalredflags',
  evidence: 'evidenceheld documents documentsreceived attachments supportingevidence evidencereceived',
  consent_status: 'consent consentgiven parentalconsent consentobtained consenttoreferral',
  consent_giver_role: 'consentgiver consentby consentgivenby whogaveconsent consentfrom',
  priority: 'urgency prioritytype prioritycode prioritytypecode referralpriority prioritylevel',
  triage_outcome: 'triagedecision outcomeoftriage triageresult triagestatus screeningoutcome',
  triage_date: 'datetriaged triagedon dateoftriage triageddate screeningdate',
  first_contact_date:
    'firstcontact firstappointment firstappointmentdate dateoffirstcontact firstseen datefirstseen ' +
    'firstattended firstseendate firstattendeddate dateoffirstappointment firstattendance ' +
    'firstattendancedate',
  last_contact_date:
    'lastcontact dateoflastcontact lastseen lastcontactwithfamily lastappointment datelastseen ' +
    'lastseendate mostrecentcontact lastattended',
  wnb_count:
    'wnb wasnotbrought wasnotbroughtcount dna dnas dnacount numberofdnas timeswasnotbrought wnbs ' +
    'numberofwnbs notbroughtcount',
  cancelled_by_family_count:
    'cancelledbyfamily patientcancellations cancellationsbyfamily familycancellations ' +
    'cancelledbypatientcount cancellations numberofcancellations',
  closed_date:
    'dateclosed closuredate dischargedate datedischarged enddate referralcloseddate ' +
    'referralclosuredate removaldate dateremoved closedon referralenddate servicedischargedate ' +
    'dischargeddate',
  closed_reason:
    'closurereason reasonclosed dischargereason removalreason reasonforclosure referralclosurereason ' +
    'reasonforremoval reasonfordischarge endreason',
}

/** Spellings of each column's header, besides the canonical one. */
export const headerVariants = Object.fromEntries(
  Object.entries(variants).map(([column, words]) => [column, words.split(' ')]),
) as Record<ImportHeader, string[]>
