"""What the invented firms make: KSIC division, product, kinds of name, HS codes, price, and how often."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Profile:
    industry: str  # KSIC division, 2 digits
    product: str
    names: str  # key of NAME_ENDINGS
    hs_codes: tuple[str, ...]  # 6 or 10 digits, chosen so that HS 2012 and HS 2022 both know the first six
    usd_per_kg: float
    weight: float
    markets: str = "world"  # key of MARKETS

    @property
    def is_knowledge_service(self) -> bool:
        return "58" <= self.industry <= "63" or "70" <= self.industry <= "73"


PROFILES = tuple(
    Profile(*row)
    for row in (
        ("30", "자동차 차체 부품", "motor", ("8708299000", "8708999000"), 6, 7, "motor"),
        ("30", "자동차 브레이크 부품", "motor", ("870830", "8708999000"), 8, 4, "motor"),
        ("30", "자동차 시트 프레임", "motor", ("870899", "732690"), 5, 4, "motor"),
        ("30", "자동차 내장재", "motor", ("8708299000", "392690"), 7, 4, "motor"),
        ("30", "특장차용 유압 부품", "motor", ("870899", "841221"), 9, 2, "motor"),
        ("25", "프레스 금형", "mould", ("8207301000", "8480790000"), 22, 4, "maker"),
        ("29", "사출 금형", "mould", ("8480719000", "8480790000"), 26, 5, "maker"),
        ("29", "타이어 금형", "mould", ("8480790000",), 24, 2, "maker"),
        ("25", "금속 가공 부품", "metal", ("732690", "761699"), 7, 3, "maker"),
        ("28", "가전용 모터", "electric", ("8501310000", "8501109000"), 14, 4, "home"),
        ("28", "수배전반", "electric", ("8537100000", "853890"), 19, 4, "asia"),
        ("28", "전력변환장치", "electric", ("8504409000", "850490"), 31, 4, "world"),
        ("28", "배터리 팩", "electric", ("850780", "850790"), 36, 3, "world"),
        ("28", "에어컨 부품", "electric", ("841590", "841490"), 9, 5, "home"),
        ("28", "냉장고 부품", "electric", ("841899", "3926909000"), 8, 4, "home"),
        ("28", "생활가전", "electric", ("850980", "851679"), 13, 4, "home"),
        ("26", "인쇄회로기판", "chip", ("8534009000", "853400"), 48, 4, "home"),
        ("26", "광통신 부품", "light", ("8536700000", "900190"), 140, 6, "light"),
        ("26", "광섬유 케이블 모듈", "light", ("8544700000", "900110"), 60, 4, "light"),
        ("26", "엘이디 모듈", "light", ("853990", "9405999000"), 27, 4, "world"),
        ("26", "카메라 렌즈 모듈", "light", ("9002909000", "900211"), 210, 3, "light"),
        ("26", "무선통신 단말", "chip", ("8517629000", "851762"), 95, 3, "asia"),
        ("27", "치과용 임플란트", "medical", ("9021290000", "9018499000"), 820, 6, "health"),
        ("27", "정형외과 기기", "medical", ("902110", "9018909090"), 310, 3, "health"),
        ("27", "안과용 의료기기", "medical", ("9018501000", "901890"), 260, 3, "health"),
        ("27", "정밀 측정기", "measure", ("9031809099", "903190"), 130, 3, "maker"),
        ("27", "수질 분석기", "measure", ("902790", "9026809000"), 150, 2, "asia"),
        ("21", "의료용 봉합사", "bio", ("3006109000", "300590"), 290, 2, "health"),
        ("21", "바이오 소재", "bio", ("293499", "3507909000"), 420, 2, "health"),
        ("20", "기능성 화장품", "beauty", ("3304999000", "3304991000"), 38, 5, "beauty"),
        ("20", "산업용 접착제", "chemical", ("350610", "3506912000"), 9, 2, "asia"),
        ("20", "이차전지 소재", "chemical", ("284190", "3824999090"), 21, 2, "world"),
        ("10", "김치와 절임식품", "food", ("2005991000", "210390"), 4, 4, "food"),
        ("10", "건강기능식품", "food", ("2106909099", "130219"), 26, 4, "food"),
        ("10", "말린 채소와 차", "food", ("071290", "0902109000"), 14, 2, "food"),
        ("22", "고무 패킹", "plastic", ("401693", "4016999000"), 12, 3, "maker"),
        ("22", "플라스틱 사출품", "plastic", ("3926909000", "392690"), 7, 5, "home"),
        ("22", "포장 필름", "plastic", ("392010", "3923210000"), 4, 2, "asia"),
        ("23", "세라믹 소재", "chemical", ("690919", "6909190000"), 33, 2, "light"),
        ("24", "알루미늄 압출재", "metal", ("760421", "7604299000"), 5, 3, "asia"),
        ("13", "산업용 섬유", "textile", ("630790", "5603940000"), 11, 2, "asia"),
        ("29", "공장 자동화 설비", "machine", ("847989", "8428909000"), 34, 6, "maker"),
        ("29", "공기조화기", "machine", ("841582", "8414599000"), 12, 3, "asia"),
        ("29", "반도체 세정 설비", "machine", ("8486909000", "842490"), 75, 3, "maker"),
        ("29", "산업용 펌프", "machine", ("841370", "8413919000"), 15, 3, "asia"),
        ("29", "유리 가공 설비", "machine", ("847529", "846490"), 29, 2, "world"),
        ("62", "재난안전 관리 소프트웨어", "software", ("8523491000",), 900, 5, "asia"),
        ("62", "인공지능 영상분석", "software", ("8471500000",), 240, 6, "asia"),
        ("62", "공장 생산관리 시스템", "software", ("8523491000",), 800, 5, "asia"),
        ("58", "교육용 콘텐츠", "software", ("852349",), 600, 3, "asia"),
        ("59", "삼차원 영상물", "software", ("852349",), 700, 2, "asia"),
        ("70", "신소재 연구개발", "bio", ("382499",), 55, 2, "world"),
        ("72", "에너지 진단과 설계", "energy", ("903289",), 85, 4, "asia"),
        ("73", "제품 디자인", "design", ("852349",), 500, 2, "asia"),
        ("42", "태양광 설비 시공", "energy", ("850440",), 24, 3, "asia"),
        ("46", "산업 자재 유통", "trade", ("732690", "392690"), 6, 3, "asia"),
    )
)

NAME_ENDINGS: dict[str, tuple[tuple[str, str], ...]] = {
    "motor": (
        ("오토텍", "Autotech"),
        ("모터스", "Motors"),
        ("산업", "Industry"),
        ("정공", "Machining"),
        ("기업", "Enterprise"),
    ),
    "mould": (("금형", "Mould"), ("몰드", "Mold"), ("정밀", "Precision"), ("테크", "Tech")),
    "metal": (("금속", "Metal"), ("메탈", "Metal"), ("산업", "Industry"), ("스틸", "Steel")),
    "electric": (
        ("전자", "Electronics"),
        ("전기", "Electric"),
        ("이엔지", "ENG"),
        ("하이텍", "Hitech"),
        ("파워", "Power"),
    ),
    "chip": (("전자", "Electronics"), ("마이크로", "Micro"), ("시스템", "System"), ("회로", "Circuit")),
    "light": (("광학", "Optics"), ("포토닉스", "Photonics"), ("옵텍", "Optec"), ("광통신", "Optical"), ("룩스", "Lux")),
    "medical": (("메디칼", "Medical"), ("메디텍", "Meditech"), ("덴탈", "Dental"), ("헬스케어", "Healthcare")),
    "measure": (("계측", "Instruments"), ("센서", "Sensor"), ("정밀", "Precision")),
    "bio": (("바이오", "Bio"), ("바이오텍", "Biotech"), ("파마", "Pharma"), ("랩스", "Labs")),
    "beauty": (("코스메틱", "Cosmetic"), ("뷰티", "Beauty"), ("코스", "Cos")),
    "chemical": (("화학", "Chemical"), ("소재", "Materials"), ("켐", "Chem"), ("세라믹", "Ceramics")),
    "food": (("푸드", "Food"), ("식품", "Foods"), ("에프앤비", "F&B"), ("팜", "Farm")),
    "plastic": (("폴리머", "Polymer"), ("화성", "Plastics"), ("산업", "Industry"), ("팩", "Pack")),
    "textile": (("텍스", "Tex"), ("섬유", "Textile")),
    "machine": (
        ("기계", "Machinery"),
        ("로보틱스", "Robotics"),
        ("이엔지", "ENG"),
        ("에프에이", "FA"),
        ("시스템", "System"),
    ),
    "software": (("소프트", "Soft"), ("정보기술", "IT"), ("솔루션", "Solution"), ("아이티", "IT"), ("미디어", "Media")),
    "energy": (("에너지", "Energy"), ("솔라", "Solar"), ("이앤씨", "E&C")),
    "design": (("디자인", "Design"), ("크리에이티브", "Creative")),
    "trade": (("상사", "Trading"), ("유통", "Distribution")),
}

# Countries by weight: where a firm of that kind tends to sell
MARKETS: dict[str, tuple[tuple[str, float], ...]] = {
    "motor": tuple(zip(("US", "MX", "CN", "SK", "CZ", "IN", "BR", "TR", "DE", "RU", "VN", "ES"),
                       (9, 5, 6, 4, 3, 4, 2, 2, 2, 2, 2, 1), strict=True)),
    "maker": tuple(zip(("JP", "US", "CN", "VN", "DE", "MX", "IN", "TH", "PL", "TW", "ID", "HU"),
                       (7, 6, 7, 5, 4, 3, 3, 3, 2, 2, 2, 1), strict=True)),
    "home": tuple(zip(("VN", "MX", "CN", "TH", "PL", "US", "IN", "ID", "EG", "TR", "MY"),
                      (7, 6, 6, 5, 4, 4, 3, 2, 1, 2, 1), strict=True)),
    "light": tuple(zip(("US", "CN", "JP", "TW", "HK", "DE", "IN", "VN", "GB", "FR", "SG"),
                       (8, 8, 6, 4, 3, 4, 2, 3, 2, 2, 2), strict=True)),
    "health": tuple(zip(("CN", "US", "RU", "TR", "TH", "IN", "IR", "DE", "VN", "UZ", "BR", "MX", "JP"),
                        (7, 5, 4, 4, 3, 3, 1, 3, 3, 2, 2, 2, 2), strict=True)),
    "beauty": tuple(zip(("CN", "VN", "US", "JP", "HK", "TH", "RU", "KZ", "MY", "TW", "PH"),
                        (9, 5, 5, 5, 3, 3, 2, 2, 2, 2, 1), strict=True)),
    "food": tuple(zip(("US", "JP", "CN", "AU", "CA", "VN", "HK", "NL", "SG", "GB", "TH"),
                      (8, 7, 5, 3, 3, 4, 3, 2, 2, 2, 1), strict=True)),
    "asia": tuple(zip(("VN", "ID", "JP", "CN", "PH", "MN", "UZ", "KZ", "MY", "TH", "AE", "SA"),
                      (7, 4, 4, 5, 3, 2, 2, 2, 3, 3, 2, 2), strict=True)),
    "world": tuple(zip(("US", "CN", "JP", "DE", "VN", "IN", "MX", "AU", "GB", "AE", "NL", "SA", "BR"),
                       (8, 7, 5, 4, 4, 3, 2, 2, 2, 2, 2, 1, 1), strict=True)),
}  # fmt: skip
