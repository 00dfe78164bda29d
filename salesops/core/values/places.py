"""Words that make a company's name longer without making it another company: places and general words."""

from __future__ import annotations

_PROVINCES = (
    "河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 海南 四川 贵州 "
    "云南 陕西 甘肃 青海 台湾 内蒙古 广西 西藏 宁夏 新疆 "
)
PROVINCES = frozenset(_PROVINCES.split())

# Municipalities, prefecture-level cities, and the county-level ones that many companies are named after.
# Left out are those that begin other words: 阿里巴巴, 大理石, 普洱茶.
_CITIES = (
    "北京 上海 天津 重庆 香港 澳门 "
    "石家庄 唐山 秦皇岛 邯郸 邢台 保定 张家口 承德 沧州 廊坊 衡水 雄安 "
    "太原 大同 阳泉 长治 晋城 朔州 晋中 运城 忻州 临汾 吕梁 "
    "呼和浩特 包头 乌海 赤峰 通辽 鄂尔多斯 呼伦贝尔 巴彦淖尔 乌兰察布 兴安盟 锡林郭勒 阿拉善 "
    "沈阳 大连 鞍山 抚顺 本溪 丹东 锦州 营口 阜新 辽阳 盘锦 铁岭 葫芦岛 "
    "长春 吉林 四平 辽源 通化 白山 松原 白城 延边 "
    "哈尔滨 齐齐哈尔 鸡西 鹤岗 双鸭山 大庆 伊春 佳木斯 七台河 牡丹江 黑河 绥化 大兴安岭 "
    "南京 无锡 徐州 常州 苏州 南通 连云港 淮安 盐城 扬州 镇江 泰州 宿迁 昆山 江阴 张家港 常熟 太仓 宜兴 "
    "杭州 宁波 温州 嘉兴 湖州 绍兴 金华 衢州 舟山 台州 丽水 义乌 慈溪 余姚 海宁 诸暨 "
    "合肥 芜湖 蚌埠 淮南 马鞍山 淮北 铜陵 安庆 黄山 滁州 阜阳 宿州 六安 亳州 池州 宣城 "
    "福州 厦门 莆田 泉州 漳州 南平 龙岩 宁德 晋江 "
    "南昌 景德镇 萍乡 九江 新余 鹰潭 赣州 吉安 宜春 抚州 上饶 "
    "济南 青岛 淄博 枣庄 东营 烟台 潍坊 济宁 泰安 威海 临沂 德州 聊城 滨州 菏泽 "
    "郑州 开封 洛阳 平顶山 安阳 鹤壁 新乡 焦作 濮阳 许昌 漯河 三门峡 南阳 商丘 信阳 周口 驻马店 济源 "
    "武汉 黄石 十堰 宜昌 襄阳 鄂州 荆门 孝感 荆州 黄冈 咸宁 随州 恩施 仙桃 潜江 神农架 "
    "长沙 株洲 湘潭 衡阳 邵阳 岳阳 常德 张家界 益阳 郴州 永州 怀化 娄底 湘西 "
    "广州 韶关 深圳 珠海 汕头 佛山 江门 湛江 茂名 肇庆 惠州 梅州 汕尾 河源 阳江 清远 东莞 中山 潮州 "
    "揭阳 云浮 "
    "南宁 柳州 桂林 梧州 北海 防城港 钦州 贵港 玉林 百色 贺州 河池 崇左 "
    "海口 三亚 三沙 儋州 "
    "成都 自贡 攀枝花 泸州 德阳 绵阳 广元 遂宁 内江 乐山 南充 眉山 宜宾 广安 达州 雅安 巴中 资阳 阿坝 "
    "甘孜 凉山 "
    "贵阳 六盘水 遵义 安顺 毕节 铜仁 黔西南 黔东南 黔南 "
    "昆明 曲靖 玉溪 保山 昭通 丽江 临沧 楚雄 红河 文山 西双版纳 德宏 怒江 迪庆 "
    "拉萨 日喀则 昌都 林芝 那曲 "
    "西安 铜川 宝鸡 咸阳 渭南 延安 汉中 榆林 商洛 "
    "兰州 嘉峪关 金昌 天水 武威 张掖 平凉 酒泉 庆阳 定西 陇南 临夏 甘南 "
    "西宁 黄南 果洛 "
    "银川 石嘴山 吴忠 固原 中卫 "
    "乌鲁木齐 克拉玛依 吐鲁番 哈密 昌吉 博尔塔拉 巴音郭楞 阿克苏 克孜勒苏 喀什 伊犁 塔城 阿勒泰 "
    "石河子 "
    "台北 新北 桃园 台中 台南 高雄 新竹 "
)
CITIES = frozenset(_CITIES.split())

PLACE_ENDINGS = (
    "特别行政区",
    "壮族自治区",
    "回族自治区",
    "维吾尔自治区",
    "自治区",
    "自治州",
    "地区",
    "省",
    "市",
)

# In brackets these say where a company is, not who it is.
_REGIONS = (
    "中国 大陆 中国大陆 华东 华南 华北 华中 西南 西北 东北 亚太 亚洲 china prc hongkong hk macau "
    "macao taiwan beijing shanghai guangzhou shenzhen hangzhou suzhou nanjing chengdu wuhan "
    "tianjin chongqing xiamen qingdao ningbo dalian xian asia asiapacific apac europe emea usa us "
    "uk germany france japan singapore "
)
REGIONS = frozenset(_REGIONS.split())

# 北京银行 and 上海银行 are two companies: a place stays in front of what any company might be called.
GENERAL_WORDS = (
    "银行|商业|农村|农商|信用社|证券|信托|保险|期货|基金|投资|资产|资本|管理|融资|租赁|担保|国资|国有|控股|经营|运营|产业|"
    "大学|学院|学校|中学|小学|幼儿园|教育|培训|医院|医疗|医药|药业|制药|生物|机场|航空|港口|港务|港|地铁|轨道|交通|公交|"
    "高速|铁路|路桥|电力|电网|供电|水务|自来水|燃气|热力|能源|新能源|石油|石化|化工|钢铁|烟草|矿业|煤业|煤炭|有色|金属|"
    "啤酒|酒业|乳业|食品|餐饮|酒店|宾馆|旅游|文化|传媒|广告|日报|报业|广播|电视台|电视|出版|印刷|邮政|电信|移动|联通|"
    "网络|信息|通信|软件|电子|电器|电气|机械|机电|设备|仪器|仪表|汽车|重工|工业|实业|工程|建筑|建设|建工|建材|房地产|"
    "地产|置业|城投|城建|物业|物流|快递|运输|仓储|供应链|贸易|商贸|外贸|进出口|国际|百货|超市|服饰|服装|纺织|家具|家居|"
    "材料|科技|技术|环保|环境|人力资源|咨询|服务|智能|数据|大数据|互联网|电商|电子商务|开发|发展|第一|第二|第三|中心|总"
)
