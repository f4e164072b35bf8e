import type { Request } from 'express'
import type { Language } from '../contract/enumerations.ts'
import type { ProblemCode } from '../contract/problem.ts'

/** Titles for whoever reads the wire; the pages have their own, longer words for the same codes. */
const TITLES: Record<ProblemCode, readonly [zh: string, en: string]> = {
  'malformed': ['内容填写有误', 'The request is malformed'],
  'bad-json': ['请求不是有效的 JSON', 'The request is not valid JSON'],
  'not-signed-in': ['还没有登录', 'Not signed in'],
  'wrong-credentials': ['用户名或密码不对', 'Wrong user name or password'],
  'not-found': ['没有这一条，或不在你的范围', 'No such record, or not within your scope'],
  'forbidden': ['你不能做这一步', 'You may not do this'],
  'role-not-allowed': ['你的角色不能做这一步', 'Your role may not do this'],
  'password-change-required': ['先改密码，再做别的', 'Change your password first'],
  'cross-site': ['请求来自别的网站，没有受理', 'The request came from another site'],
  'not-this-person': ['这一步要由别人来做', 'This step is another person’s'],
  'status-changed': ['这一条已经变了', 'The hazard has moved on'],
  'version-changed': ['这一条刚刚有人动过', 'Somebody has just changed the hazard'],
  'id-taken': ['这个编号已用于别的内容', 'The id already stands for other content'],
  'photos-complete': ['照片已经齐了', 'The photos are already complete'],
  'photo-not-expected': ['现在不收这种照片', 'No such photo is expected now'],
  'username-taken': ['用户名已有人用', 'The user name is taken'],
  'school-exists': ['学校代码已有', 'The school code exists'],
  'primary-exists': ['这所学校已有一名主责安全员', 'The school already has a primary officer'],
  'unknown-code': ['没有这个代码', 'Unknown code'],
  'evidence-missing': ['整改照片还没有传到', 'The evidence is not stored yet'],
  'photo-broken': ['照片已损坏，打不开', 'The picture is broken'],
  'photo-too-large-to-decode': ['照片像素太大', 'The picture has too many pixels'],
  'deadline-out-of-range': ['期限不在允许的范围', 'The deadline is out of range'],
  'deadline-reason-missing': ['延长期限要写理由', 'A longer deadline needs a reason'],
  'nothing-changes': ['没有改动', 'Nothing changes'],
  'wrong-current-password': ['现在的密码不对', 'The current password is wrong'],
  'password-not-new': ['新密码不能和现在的一样', 'The new password must differ'],
  'post-does-not-fit': ['岗位和角色对不上', 'The post does not fit the role'],
  'scope-does-not-fit': ['学校范围不对', 'The scope does not fit'],
  'photo-count-out-of-range': ['照片张数不对', 'The photo count is out of range'],
  'duplicate-unknown': ['找不到重复的那一条', 'The duplicate is unknown'],
  'own-account': ['不能停用自己，也不能改自己的角色', 'Not on your own account'],
  'too-large': ['内容太大', 'Too large'],
  'unsupported-type': ['不支持这种类型', 'Unsupported type'],
  'method-not-allowed': ['不支持这种请求', 'Method not allowed'],
  'range-not-satisfiable': ['没有这一段', 'Range not satisfiable'],
  'too-many-requests': ['试得太勤，等一等', 'Too many requests'],
  'outcome-unknown': ['不知道写成了没有，请重发', 'The outcome is unknown: send again'],
  'not-ready': ['服务还没有准备好', 'Not ready'],
  'internal': ['系统出错，已经记下', 'Internal error'],
}

export const languageOf = (req: Request): Language => (req.acceptsLanguages('zh', 'en') === 'en' ? 'en' : 'zh')

export const titleOf = (code: ProblemCode, language: Language): string => TITLES[code][language === 'zh' ? 0 : 1]
